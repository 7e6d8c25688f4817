import type { Refusal, RefusalReason } from "../studio/refusal.ts";
import { Problem, type ProblemStatus } from "./problem.ts";

const ANSWERS: Readonly<Record<RefusalReason, [ProblemStatus, string]>> = {
  full: [429, "Too many pictures are waiting. Please ask again later."],
  late: [503, "The service is too busy. Please ask again later."],
  slow: [504, "Painting took too long."],
  closing: [503, "The service is about to end. Please ask again."],
  left: [499, "The client has gone."],
  failed: [500, "Something went wrong inside."],
};

/** Statuses after which asking again may help. */
const WORTH_A_RETRY: readonly ProblemStatus[] = [429, 503];

/**
 * How to tell a client that the studio did not do what it was asked.
 *
 * @param refusal Why not.
 */
export function toProblem({ reason, retryAfter }: Refusal): Problem {
  const [status, detail] = ANSWERS[reason];
  return new Problem(status, detail, {
    ...WORTH_A_RETRY.includes(status) &&
      { headers: { "Retry-After": `${retryAfter}` } },
  });
}
