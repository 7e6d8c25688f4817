import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { compile } from "../../../train/graph/program.ts";
import { constant, feed } from "../../../train/graph/value.ts";
import {
  augment,
  type Augmentation,
  AUGMENTATION_NUMBERS,
  AUGMENTATIONS,
  cutoutSize,
} from "../../../train/model/augmentation.ts";
import { openEngines } from "../engines.ts";
import { gradientError, TOLERANCE } from "../graph/gradient_check.ts";
import { any } from "../graph/gradient_inputs.ts";

const engines = await openEngines();

const [HEIGHT, WIDTH] = [4, 6];
const SIZE = 3 * HEIGHT * WIDTH;

/** Two pictures whose pixels all differ. */
const IMAGES = Float32Array.from(
  { length: 2 * SIZE },
  (_, index) => index / SIZE - 1,
);

/** Pixel of the first picture. */
function at(
  images: ArrayLike<number>,
  channel: number,
  row: number,
  column: number,
): number {
  return images[(channel * HEIGHT + row) * WIDTH + column] as number;
}

/** The two pictures, augmented; the numbers are those of the first of them. */
async function augmented(
  kinds: readonly Augmentation[],
  numbers: Readonly<Record<string, number>>,
): Promise<Float32Array> {
  const x = feed("x", [2, 3, HEIGHT, WIDTH]);
  const program = compile({
    name: "augment",
    fetches: { y: augment(x, kinds, (name) => feed(name, [2, 1, 1, 1])) },
  });
  const feeds: Record<string, Float32Array> = { x: IMAGES };
  for (const kind of kinds) {
    for (const [name, same] of Object.entries(AUGMENTATION_NUMBERS[kind])) {
      feeds[name] = Float32Array.of(numbers[name] ?? same, same);
    }
  }
  assertEquals(Object.keys(program.feeds).sort(), Object.keys(feeds).sort());
  const results: Float32Array[] = [];
  for (const engine of engines) {
    const { y } = await engine.run(program, feeds);
    assert(y !== undefined);
    // The second picture is always left as it is.
    y.subarray(SIZE).forEach((pixel, index) =>
      assertAlmostEquals(pixel, IMAGES[SIZE + index] as number, 1e-6)
    );
    results.push(y.slice(0, SIZE));
  }
  const [first, ...others] = results as [Float32Array, ...Float32Array[]];
  for (const other of others) {
    other.forEach((pixel, index) =>
      assertAlmostEquals(pixel, first[index] as number, 1e-6)
    );
  }
  return first;
}

Deno.test("augment() changes nothing when every number is the neutral one", async () => {
  (await augmented(AUGMENTATIONS, {})).forEach((pixel, index) =>
    assertAlmostEquals(pixel, IMAGES[index] as number, 1e-6)
  );
});

Deno.test("augment() adds the brightness", async () => {
  const y = await augmented(["color"], { brightness: 0.25 });
  y.forEach((pixel, index) =>
    assertAlmostEquals(pixel, (IMAGES[index] as number) + 0.25, 1e-6)
  );
});

Deno.test("augment() makes pictures grey when the saturation is 0", async () => {
  const y = await augmented(["color"], { saturation: 0 });
  for (let row = 0; row < HEIGHT; row++) {
    for (let column = 0; column < WIDTH; column++) {
      const mean = [0, 1, 2].reduce(
        (sum, channel) => sum + at(IMAGES, channel, row, column) / 3,
        0,
      );
      for (let channel = 0; channel < 3; channel++) {
        assertAlmostEquals(at(y, channel, row, column), mean, 1e-6);
      }
    }
  }
});

Deno.test("augment() scales around the picture's mean by the contrast", async () => {
  const y = await augmented(["color"], { contrast: 0.5 });
  const mean = IMAGES.slice(0, SIZE).reduce((a, b) => a + b) / SIZE;
  y.forEach((pixel, index) =>
    assertAlmostEquals(
      pixel,
      mean + ((IMAGES[index] as number) - mean) / 2,
      1e-6,
    )
  );
});

Deno.test("augment() moves pictures down and right, and zeros move in", async () => {
  const y = await augmented(["translation"], {
    shift_rows: 1,
    shift_columns: -2,
  });
  for (let channel = 0; channel < 3; channel++) {
    for (let row = 0; row < HEIGHT; row++) {
      for (let column = 0; column < WIDTH; column++) {
        const inside = row >= 1 && column < WIDTH - 2;
        const from = inside ? at(IMAGES, channel, row - 1, column + 2) : 0;
        assertAlmostEquals(at(y, channel, row, column), from, 1e-6);
      }
    }
  }
});

Deno.test("augment() cuts a rectangle of half the size out", async () => {
  // Rows 1 and 2, columns 0 to 2.
  const y = await augmented(["cutout"], { cut_row: 1.5, cut_column: 1 });
  assertEquals([cutoutSize(HEIGHT), cutoutSize(WIDTH)], [2, 3]);
  for (let channel = 0; channel < 3; channel++) {
    for (let row = 0; row < HEIGHT; row++) {
      for (let column = 0; column < WIDTH; column++) {
        const isCut = (row === 1 || row === 2) && column < 3;
        assertAlmostEquals(
          at(y, channel, row, column),
          isCut ? 0 : at(IMAGES, channel, row, column),
          1e-6,
        );
      }
    }
  }
});

/** Numbers that change a picture, another one for each of two. */
const CHANGING: Readonly<Record<string, readonly number[]>> = {
  brightness: [0.25, -0.5],
  saturation: [0.5, 1.75],
  contrast: [1.5, 0.75],
  shift_rows: [1, -2],
  shift_columns: [0, 3],
  cut_row: [0.5, 2.5],
  cut_column: [4, -1],
};

for (const engine of engines) {
  for (const kind of AUGMENTATIONS) {
    Deno.test(`augment() lets gradients through ${kind} on ${engine.device}`, async () => {
      const error = await gradientError(engine, {
        name: kind,
        inputs: [any(2, 3, HEIGHT, WIDTH)],
        output: (x) =>
          augment(
            x,
            [kind],
            (name) =>
              constant(Float32Array.from(CHANGING[name] ?? []), [2, 1, 1, 1]),
          ),
      });
      assert(error <= TOLERANCE, `relative error ${error}`);
    });
  }
}
