import { assertThrows } from "@std/assert";
import { Problem } from "../../../serve/http/problem.ts";
import { checkSize } from "../../../serve/routes/answer_picture.ts";
import { sampleCard } from "../../fixtures/card.ts";

Deno.test("checkSize() refuses pictures that are too large together", () => {
  const model = { digest: "0123456789abcdef", card: sampleCard() };
  checkSize(model, 100, 8);
  assertThrows(() => checkSize(model, 1000, 8), Problem);
});
