import { assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../../../core/user_error.ts";
import { checkClasses } from "../../../train/run/start.ts";
import type { Tensors } from "../../../train/tensors/tensor.ts";

/** Networks with so many classes. */
function networks(classes: number): Tensors {
  if (classes === 0) return new Map();
  const data = new Float32Array(classes);
  return new Map([["G.embedding.weight", { shape: [classes, 1], data }]]);
}

Deno.test("checkClasses() says what to do where networks and pictures differ in their number of classes", () => {
  const classes = [{ name: "cat" }, { name: "owl" }];
  const cases = [
    [0, classes, "no classes, the pictures 2 classes: leave --labels out"],
    [2, [], "2 classes, the pictures no classes: --labels says which classes"],
    [3, classes, "3 classes, the pictures 2 classes: they must have the same"],
  ] as const;
  for (const [known, pictures, message] of cases) {
    assertThrows(
      () => checkClasses(networks(known), pictures),
      UserError,
      `--from: the networks have ${message}`,
    );
  }
  assertEquals(checkClasses(networks(2), classes), undefined);
  assertEquals(checkClasses(networks(0)), undefined);
});
