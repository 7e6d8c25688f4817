/**
 * How long a runner took to load, one thing after the other, in milliseconds.
 */
export interface LoadTimes {
  /** When its thread could begin, since the epoch. */
  readonly began: number;
  /** Until the files of the generators were there. */
  readonly files: number;
  /** Until the generators were open. */
  readonly open: number;
}
