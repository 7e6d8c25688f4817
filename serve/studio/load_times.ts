/**
 * How long a runner took to load, one thing after the other, in milliseconds.
 */
export interface LoadTimes {
  /** When its thread could begin, since the epoch. */
  readonly began: number;
  /** Until onnxruntime was compiled; 0 if it was already. */
  readonly compile: number;
  /** Until onnxruntime had started. */
  readonly runtime: number;
  /** Until the files of the generators were there; 0 if they were already. */
  readonly files: number;
  /** Until the models were loaded. */
  readonly session: number;
  /** The first picture of each. */
  readonly paint: number;
}
