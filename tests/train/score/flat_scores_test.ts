import { assertEquals } from "@std/assert";
import { flatScores } from "../../../train/score/scores.ts";

Deno.test("flatScores() rounds to six digits and names floors by their score", () => {
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
  const flat = flatScores({ ...floors, kid: 1 / 3 }, floors);
  assertEquals([flat.kid, flat.kid_floor], [0.333333, 0]);
});
