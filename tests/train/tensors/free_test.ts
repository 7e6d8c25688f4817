import { assertEquals } from "@std/assert";
import { freeTensors } from "../../../train/tensors/free.ts";

Deno.test("freeTensors() frees a buffer that several tensors share", () => {
  const shared = { shape: [2], data: Float32Array.of(1, 2) };
  const other = { shape: [1], data: Float32Array.of(3) };
  freeTensors(new Map([["a", shared], ["b", shared], ["c", other]]));
  assertEquals([shared.data.length, other.data.length], [0, 0]);
});
