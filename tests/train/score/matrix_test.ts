import { assertEquals } from "@std/assert";
import { rowsOf, stackRows } from "../../../train/score/matrix.ts";
import { matrix } from "./matrices.ts";

Deno.test("rowsOf() takes rows from the middle of a matrix", () => {
  const rows = rowsOf(matrix([[1, 2], [3, 4], [5, 6]]), 1, 1);
  assertEquals(rows, matrix([[3, 4]]));
});

Deno.test("stackRows() puts one matrix under another", () => {
  assertEquals(
    stackRows(matrix([[1, 2]]), matrix([[3, 4], [5, 6]])),
    matrix([[1, 2], [3, 4], [5, 6]]),
  );
});
