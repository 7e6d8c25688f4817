import { assert, assertEquals } from "@std/assert";
import * as fc from "fast-check";
import {
  formatImages,
  formatNumber,
  ticks,
} from "../../../train/insight/ticks.ts";

Deno.test("ticks() gives round numbers in the range, evenly apart, neither few nor many", () => {
  const range = fc.tuple(
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    fc.double({ min: 1e-6, max: 1e9, noNaN: true }),
  );
  fc.assert(fc.property(range, ([low, length]) => {
    const high = low + length;
    // Too close together for their size.
    fc.pre(length > 1e-6 * Math.abs(low));
    const values = ticks([low, high], 5);
    assert(values.length >= 2 && values.length <= 9, `${values.length}`);
    const step = (values[1] as number) - (values[0] as number);
    const digits = Number(step.toExponential().split("e")[0]);
    assert([1, 2, 5, 10].some((d) => Math.abs(d - digits) < 1e-3));
    const slack = 1e-6 * step + 1e-9 * Math.abs(low);
    for (const value of values) {
      assert(value >= low - slack && value <= high + slack);
    }
  }));
});

Deno.test("formatNumber() rounds and writes small numbers with a power of ten", () => {
  const shown = (value: number) => formatNumber(value, 3);
  assertEquals([0.001, 0.0009994, 0.00099951].map(shown), [
    "0.001",
    "9.99e-4",
    "0.001",
  ]);
  assertEquals([-1e-5, 1234, 0.1 + 0.2].map(shown), ["−1e-5", "1230", "0.3"]);
});

Deno.test("formatImages() chooses the unit", () => {
  assertEquals([999, 1000, 2500, 999_999, 1e6, 12_500_000].map(formatImages), [
    "999",
    "1k",
    "2.5k",
    "1000k",
    "1M",
    "12.5M",
  ]);
});
