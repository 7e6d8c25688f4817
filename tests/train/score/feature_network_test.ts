import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { uniforms } from "../../../core/noise/random.ts";
import type { Engine } from "../../../train/engine/engine.ts";
import { featureNetwork } from "../../../train/score/feature_network.ts";
import {
  extractFeatures,
  featureCount,
  roundToBytes,
} from "../../../train/score/features.ts";
import { openEngines } from "../engines.ts";

const SIZE = { height: 32, width: 32 };
const NETWORK = featureNetwork(SIZE);

/** As computed when the network was made. */
const KNOWN: readonly number[] = [
  ...[0.29157066, 0.31522122, 0.25644386, 0.17783366],
  ...[0.20606604, 0.09858672, 0.14361021, 0.12777945],
];

/** Made-up pictures. */
function pictures(count: number, { height, width } = SIZE): Float32Array {
  const values = uniforms(1, "dryRun", 0, count * 3 * height * width);
  return Float32Array.from(values, (value) => 2 * value - 1);
}

const ENGINES = await openEngines();

for (const engine of ENGINES) {
  const extract = (count: number, images: Float32Array) =>
    extractFeatures(engine, NETWORK, count, (start, rows) => {
      const size = images.length / count;
      return images.subarray(start * size, (start + rows) * size);
    });

  Deno.test(`featureNetwork() gives the known features, on ${engine.device}`, async () => {
    const { data, columns } = await extract(2, pictures(2));
    assertEquals(columns, 720);
    // The first and the last feature of each stage of the second picture.
    const shown = [0, 31, 32, 79, 80, 335, 336, 719].map((column) =>
      data[columns + column] ?? NaN
    );
    KNOWN.forEach((expected, index) =>
      assertAlmostEquals(shown[index] ?? NaN, expected, 1e-5)
    );
  });

  Deno.test(`extractFeatures() gives a picture the same features in any company, on ${engine.device}`, async () => {
    // More than one run of the network takes.
    const images = pictures(40);
    const { data, columns, rows } = await extract(40, images);
    assertEquals(rows, 40);
    const size = images.length / 40;
    const alone = await extract(1, images.subarray(39 * size));
    alone.data.forEach((value, index) =>
      assertAlmostEquals(value, data[39 * columns + index] ?? NaN, 1e-5)
    );
  });

  for (const size of [{ height: 16, width: 16 }, { height: 48, width: 80 }]) {
    Deno.test(`featureNetwork() takes pictures of ${size.height}x${size.width}, on ${engine.device}`, async () => {
      const network = featureNetwork(size);
      const { data } = await extractFeatures(
        engine,
        network,
        2,
        () => pictures(2, size),
      );
      assertEquals(data.length, 2 * featureCount(network));
      assert(data.every(Number.isFinite));
      // Two pictures differ in all features but those of units that rest.
      const columns = data.length / 2;
      const same = data.subarray(0, columns)
        .filter((value, index) => value === data[columns + index]);
      assert(same.every((value) => value === 0));
      assert(same.length < 0.2 * columns, `${same.length}`);
    });
  }
}

Deno.test("extractFeatures() stops when the signal comes", async () => {
  const engine = ENGINES[0] as Engine;
  const controller = new AbortController();
  let asked = 0;
  const extraction = extractFeatures(engine, NETWORK, 320, (_, count) => {
    if (++asked === 2) controller.abort(new Error("enough"));
    return pictures(count);
  }, { signal: controller.signal });
  const error = await extraction.then(() => undefined, (error) => error);
  assertEquals([error?.message, asked], ["enough", 2]);
});

Deno.test("roundToBytes() gives what a picture of 8 bits can hold", () => {
  assertEquals(
    [...roundToBytes(Float32Array.of(-1, -0.9999, 0, 0.5, 1, 3))],
    [-1, -1, 128 / 127.5 - 1, 191 / 127.5 - 1, 1, 1].map(Math.fround),
  );
});
