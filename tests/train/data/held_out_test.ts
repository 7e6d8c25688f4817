import { assertEquals, assertNotEquals } from "@std/assert";
import type { Dataset } from "../../../train/data/dataset.ts";
import { heldOutCount, splitDataset } from "../../../train/data/held_out.ts";

/** Pictures of one pixel that has the picture's number. */
function numbered(count: number): Dataset {
  return {
    name: "numbers",
    source: "numbers",
    height: 1,
    width: 1,
    count,
    pixels: Uint8Array.from(
      { length: 3 * count },
      (_, at) => Math.floor(at / 3),
    ),
    fingerprint: "00",
    skipped: [],
  };
}

function numbers({ pixels, count }: Dataset): number[] {
  assertEquals(pixels.length, 3 * count);
  return Array.from({ length: count }, (_, index) => pixels[3 * index] ?? -1);
}

const OPTIONS = { holdout: 20, batch: 8, seed: 1 };

Deno.test("splitDataset() puts every picture in one part and keeps their order", () => {
  const { training, heldOut } = splitDataset(numbered(200), OPTIONS);
  const [shown, kept] = [numbers(training), numbers(heldOut)];
  assertEquals([shown.length, kept.length], [180, 20]);
  const ascending = (list: number[]) => list.toSorted((a, b) => a - b);
  assertEquals(shown, ascending(shown));
  assertEquals(kept, ascending(kept));
  assertEquals(
    ascending([...shown, ...kept]),
    Array.from({ length: 200 }, (_, index) => index),
  );
  // Not the first, nor the last, but from everywhere.
  assertEquals(kept.some((number) => number < 50), true);
  assertEquals(kept.some((number) => number >= 150), true);
  assertEquals([training.fingerprint, heldOut.fingerprint], ["00", "00"]);
});

Deno.test("splitDataset() follows the seed and nothing else", () => {
  const kept = (seed: number, batch = 8) =>
    numbers(splitDataset(numbered(200), { ...OPTIONS, seed, batch }).heldOut);
  assertEquals(kept(1), kept(1, 16));
  assertNotEquals(kept(1), kept(2));
});

Deno.test("splitDataset() keeps all pictures for training when none are held out", () => {
  const options = { ...OPTIONS, holdout: 0 };
  const { training, heldOut } = splitDataset(numbered(30), options);
  assertEquals(numbers(training), [...Array(30).keys()]);
  assertEquals(heldOut.count, 0);
});

Deno.test("heldOutCount() is at most a tenth and leaves a batch", () => {
  const of = (count: number, holdout: number, batch: number) =>
    heldOutCount(count, { holdout, batch });
  assertEquals(of(10_000, 1000, 32), 1000);
  assertEquals(of(9999, 1000, 32), 999);
  assertEquals(of(100, 5, 32), 5);
  assertEquals(of(33, 10, 32), 1);
  assertEquals(of(32, 10, 32), 0);
  assertEquals(of(9, 10, 2), 0);
});

Deno.test("splitDataset() leaves every picture its label", () => {
  const names = ["even", "odd"];
  const indices = Array.from({ length: 200 }, (_, index) => index % 2);
  const dataset = { ...numbered(200), labels: { names, indices } };
  for (const part of Object.values(splitDataset(dataset, OPTIONS))) {
    assertEquals(part.labels, {
      names,
      indices: numbers(part).map((number) => number % 2),
    });
  }
});
