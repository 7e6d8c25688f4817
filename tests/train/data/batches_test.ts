import {
  assert,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import { BatchSequence, pictureBatch } from "../../../train/data/batches.ts";

Deno.test("pictureBatch() scales bytes to [-1, 1] in single precision", () => {
  const pixels = Uint8Array.from({ length: 258 }, (_, at) => at);
  const dataset = { height: 2, width: 43, count: 1, pixels };
  const batch = pictureBatch(dataset, [0]);
  assertEquals(batch[0], -1);
  assertEquals(batch[255], 1);
  batch.slice(0, 256).forEach((value, byte) => {
    assertEquals(value, Math.fround(byte / 127.5 - 1));
  });
});

Deno.test("pictureBatch() takes the pictures in the order asked for", () => {
  const pixels = Uint8Array.from({ length: 9 }, (_, at) => Math.floor(at / 3));
  const dataset = { height: 1, width: 1, count: 3, pixels };
  const rows = [2, 0, 2].flatMap((at) => Array(3).fill(at));
  const expected = rows.map((byte) => Math.fround(byte / 127.5 - 1));
  const batch = pictureBatch(dataset, Uint32Array.of(2, 0, 2));
  assertEquals([...batch], expected);
});

Deno.test("pictureBatch() throws when a picture is not in the dataset", () => {
  const dataset = { height: 1, width: 1, count: 1, pixels: new Uint8Array(3) };
  for (const index of [1, -1, NaN]) {
    assertThrows(() => pictureBatch(dataset, [index]), RangeError, "has 1");
  }
});

Deno.test("BatchSequence.at() shows every picture of an epoch at most once", () => {
  const pixels = Uint8Array.from({ length: 7 }, (_, index) => 10 * index)
    .reduce<number[]>((all, value) => [...all, value, value, value], []);
  const seven = {
    height: 1,
    width: 1,
    count: 7,
    pixels: Uint8Array.from(pixels),
  };
  const batches = new BatchSequence(seven, { batch: 3, seed: 5 });
  assertEquals(batches.stepsPerEpoch, 2);
  const epochs = [0, 1].map((epoch) => {
    const shown = [0, 1].flatMap((step) => {
      const batch = batches.at(2 * epoch + step);
      return [batch[0], batch[3], batch[6]];
    });
    assertEquals(new Set(shown).size, 6);
    return shown;
  });
  assertNotEquals(epochs[0], epochs[1]);
  // Going back gives the same batch: a resumed run sees what it would have.
  assertEquals([...batches.at(0)].slice(0, 1), epochs[0]?.slice(0, 1));
});

Deno.test("pictureBatch() mirrors the rows of the batch that are to be mirrored", () => {
  // One picture of two rows and three columns in each plane.
  const pixels = Uint8Array.from({ length: 18 }, (_, index) => 10 * index);
  const one = { height: 2, width: 3, count: 1, pixels };
  const [plain, mirrored] = [0, 1].map((row) =>
    pictureBatch(one, [0, 0], (other) => other === 1)
      .subarray(18 * row, 18 * row + 18)
  );
  assertEquals(plain, pictureBatch(one, [0]));
  const columns = [2, 1, 0, 5, 4, 3];
  const expected = [0, 6, 12].flatMap((plane) =>
    columns.map((column) => plain?.[plane + column])
  );
  assertEquals([...mirrored ?? []], expected);
});

Deno.test("BatchSequence.at() mirrors about half of the pictures when asked to", () => {
  // Dark on the left, light on the right.
  const pixels = Uint8Array.from({ length: 100 * 6 }, (_, i) => i % 2 * 255);
  const hundred = { height: 1, width: 2, count: 100, pixels };
  const options = { batch: 100, seed: 1, mirror: true };
  const batches = new BatchSequence(hundred, options);
  const lightLeft = (batch: Float32Array) =>
    Array.from({ length: 100 }, (_, row) => batch[6 * row] === 1);
  const first = lightLeft(batches.at(0));
  const mirrored = first.filter(Boolean).length;
  assert(mirrored > 30 && mirrored < 70, `${mirrored} of 100`);
  // The same again after a resume, others in the next step.
  assertEquals(lightLeft(new BatchSequence(hundred, options).at(0)), first);
  assertNotEquals(lightLeft(batches.at(1)), first);
});

Deno.test("BatchSequence.labelsAt() are the labels of the pictures in the batch", () => {
  const count = 10;
  const pixels = Uint8Array.from(
    { length: 3 * count },
    (_, at) => Math.floor(at / 3),
  );
  const indices = Array.from({ length: count }, (_, index) => index % 3);
  const labels = { names: ["a", "b", "c"], indices };
  const dataset = { height: 1, width: 1, count, pixels };
  const options = { batch: 3, seed: 5 };
  const batches = new BatchSequence({ ...dataset, labels }, options);
  for (const step of [0, 2, 3, 7]) {
    const numbers = Array.from(
      batches.at(step).filter((_, at) => at % 3 === 0),
      (value) => Math.round((value + 1) * 127.5),
    );
    assertEquals(batches.labelsAt(step), numbers.map((number) => number % 3));
  }
  assertEquals(new BatchSequence(dataset, options).labelsAt(0), []);
});
