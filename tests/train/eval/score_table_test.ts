import { assertEquals, assertStringIncludes } from "@std/assert";
import { formatScores } from "../../../train/eval/score_table.ts";

Deno.test("formatScores() sets every score beside that of new real pictures", () => {
  const floors = {
    kid: 0,
    kid_sd: 0.01,
    precision: 0.9,
    recall: 0.9,
    neighbour_accuracy: 0.5,
    memorization: 1,
    copies: 0.01,
    diversity: 1,
  };
  const scores = { ...floors, kid: 0.25, recall: 0.5 };
  const table = formatScores(scores, { floors, newReals: "held-out" });
  assertStringIncludes(table, "recall         0.500            0.900");
  // Classes of which none has pictures enough.
  const none = { ...scores, classes: {} };
  assertEquals(formatScores(none, { floors, newReals: "held-out" }), table);
});
