/**
 * Why a job was not done:
 *
 * - `full`: too many jobs were waiting already;
 * - `late`: its turn did not come in time;
 * - `slow`: its turn came, but it was not finished in time;
 * - `closing`: the service is about to end;
 * - `left`: whoever asked for it has gone;
 * - `failed`: the runner was lost, and the next one, too.
 */
export type RefusalReason =
  | "full"
  | "late"
  | "slow"
  | "closing"
  | "left"
  | "failed";

/** A job that was not done, through no fault of its own. */
export class Refusal extends Error {
  /** What the error is called where it is printed. */
  override name = "Refusal";

  /** Seconds after which asking again may help; an integer from 1. */
  readonly retryAfter: number;

  /**
   * @param reason Why the job was not done.
   * @param options When to ask again, 1 second by default, and what happened.
   */
  constructor(
    readonly reason: RefusalReason,
    options: { retryAfter?: number; cause?: unknown } = {},
  ) {
    super(`The job was not done: ${reason}`, { cause: options.cause });
    this.retryAfter = options.retryAfter ?? 1;
  }
}
