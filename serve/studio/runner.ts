/**
 * Tasks, and what works on them.
 *
 * @module
 */

/** What a queue has to know of a task. */
export interface Task {
  /** Only tasks of the same group can be run together. */
  readonly group: string;
  /** How much work it is; 1 is the least. */
  readonly weight: number;
}

/** Works on one batch of tasks at a time. */
export interface Runner<T, R> {
  /**
   * Runs tasks of one group.
   *
   * @returns Their results, in order.
   * @throws If the runner is lost; it is given no more tasks.
   */
  run(tasks: readonly T[]): Promise<readonly R[]>;
}

/** A task that was done. */
export interface Finished<R> {
  /** What came of it. */
  readonly result: R;
  /** Milliseconds before its turn came. */
  readonly waitedMs: number;
}
