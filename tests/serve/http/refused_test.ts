import { assertEquals } from "@std/assert";
import { toProblem } from "../../../serve/http/refused.ts";
import { Refusal, type RefusalReason } from "../../../serve/studio/refusal.ts";

const STATUSES: readonly [RefusalReason, number][] = [
  ["full", 429],
  ["late", 503],
  ["slow", 504],
  ["closing", 503],
  ["left", 499],
  ["failed", 500],
];

for (const [reason, expected] of STATUSES) {
  Deno.test(`toProblem() answers ${expected} when a refusal is "${reason}"`, () => {
    const { status, more } = toProblem(new Refusal(reason, { retryAfter: 3 }));
    assertEquals(status, expected);
    const mayHelp = expected === 429 || expected === 503;
    assertEquals(
      more.headers,
      mayHelp ? { "Retry-After": "3" } : undefined,
    );
  });
}
