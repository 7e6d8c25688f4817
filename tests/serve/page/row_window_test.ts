import { assert, assertEquals } from "@std/assert";
import { rowWindow } from "../../../serve/page/shared/row_window.ts";

const VIEW = { screen: 800, pitch: 100, maxRows: 1000 };

Deno.test("rowWindow() starts with the first row while the list is below", () => {
  assertEquals(rowWindow({ ...VIEW, above: -5000 }), { first: 0, end: 1 });
  assertEquals(rowWindow({ ...VIEW, above: -300 }), { first: 0, end: 13 });
  assertEquals(rowWindow({ ...VIEW, above: 0 }), { first: 0, end: 16 });
});

Deno.test("rowWindow() ends with the last row", () => {
  assertEquals(rowWindow({ ...VIEW, above: 99_900 }), {
    first: 991,
    end: 1000,
  });
  assertEquals(rowWindow({ ...VIEW, above: 1e9 }), { first: 999, end: 1000 });
});

Deno.test("rowWindow() covers the screen and stays small wherever it is", () => {
  for (let above = -1000; above < 100_000; above += 37) {
    const { first, end } = rowWindow({ ...VIEW, above });
    assert(first <= Math.max(0, Math.floor(above / 100)));
    assert(end >= Math.min(1000, (above + 800) / 100));
    assert(end - first <= 25);
  }
});
