/**
 * The scores must show what they are for: each kind of failure is made on
 * purpose, from real pictures that are new.
 */

import { assert, assertEquals, assertRejects } from "@std/assert";
import { uniforms } from "../../../core/noise/random.ts";
import { UserError } from "../../../core/user_error.ts";
import { pictureBatch } from "../../../train/data/batches.ts";
import type { PixelBlock } from "../../../train/data/dataset.ts";
import { openDataset } from "../../../train/data/open_dataset.ts";
import type { PictureSource } from "../../../train/score/features.ts";
import { scorePrograms } from "../../../train/score/score_programs.ts";
import {
  comparable,
  openScorer,
  type RealPictures,
} from "../../../train/score/scorer.ts";
import type { Scores } from "../../../train/score/scores.ts";
import { openEngines } from "../engines.ts";
import { withFolder } from "../../folder.ts";

const SIDE = 32;
const SIZE = 3 * SIDE * SIDE;
/** Pictures of each kind: 320 to train on, 40 held out, 180 that are new. */
const [TRAINING, HELD_OUT, NEW] = [320, 40, 180];
const OPTIONS = { samples: NEW, seed: 0, search: 0 };

let drawn: PixelBlock | undefined;
await withFolder(async (cache) => {
  drawn = await openDataset({
    data: "demo:toon-head",
    height: SIDE,
    width: SIDE,
    fit: "stretch",
    background: [255, 255, 255],
    demoSize: TRAINING + HELD_OUT + NEW,
    cache,
    minimum: 1,
  });
});
const all = drawn as PixelBlock;

function part(start: number, count: number): PixelBlock {
  const pixels = all.pixels.subarray(start * SIZE, (start + count) * SIZE);
  return { height: SIDE, width: SIDE, count, pixels };
}

const REALS: RealPictures = {
  training: part(0, TRAINING),
  heldOut: part(TRAINING, HELD_OUT),
};
const [wasm] = await openEngines();
const engine = wasm as NonNullable<typeof wasm>;
const programs = scorePrograms({ height: SIDE, width: SIDE });
const scorer = await openScorer(engine, programs, REALS, OPTIONS);
const { floors } = scorer;

/** Pictures of a block, by their numbers. */
function take(
  block: PixelBlock,
  choose: (index: number) => number,
): PictureSource {
  return (start, count) =>
    pictureBatch(
      block,
      Array.from({ length: count }, (_, index) => choose(start + index)),
    );
}

const newReals = take(part(TRAINING + HELD_OUT, NEW), (index) => index);

/** Averages of 3×3 pixels. */
function blurred(images: Float32Array): Float32Array {
  return images.map((_, index) => {
    const plane = index - index % (SIDE * SIDE);
    const row = Math.floor(index / SIDE) % SIDE;
    const column = index % SIDE;
    let sum = 0;
    for (let y = row - 1; y <= row + 1; y++) {
      for (let x = column - 1; x <= column + 1; x++) {
        const [inY, inX] = [y, x].map((at) =>
          Math.min(Math.max(at, 0), SIDE - 1)
        );
        sum += images[plane + (inY ?? 0) * SIDE + (inX ?? 0)] as number;
      }
    }
    return sum / 9;
  });
}

function shown(scores: Scores): string {
  return JSON.stringify({ scores, floors });
}

/** Whether a KID is more than chance above that of real pictures. */
function hasHighKid({ kid, kid_sd }: Scores): boolean {
  return kid - 2 * kid_sd > floors.kid + 2 * floors.kid_sd;
}

Deno.test("openScorer() compares as many pictures as there are for the floor", () => {
  assertEquals(scorer.samples, NEW);
  assertEquals(scorer.searched, TRAINING);
  assertEquals(scorer.newReals, "held-out");
});

Deno.test("the floors are those of pictures that cannot be told from real ones", () => {
  assert(Math.abs(floors.kid) < 2 * floors.kid_sd, shown(floors));
  assert(floors.precision > 0.85 && floors.recall > 0.85, shown(floors));
  assert(Math.abs(floors.neighbour_accuracy - 0.5) < 0.1, shown(floors));
  assert(Math.abs(floors.memorization - 1) < 0.3, shown(floors));
  assert(floors.copies < 0.1, shown(floors));
  assert(Math.abs(floors.diversity - 1) < 0.1, shown(floors));
});

Deno.test("new real pictures are near every floor", async () => {
  const scores = await scorer.score(newReals);
  assert(!hasHighKid(scores), shown(scores));
  const margin = {
    kid: 0.15,
    kid_sd: 0.1,
    precision: 0.1,
    recall: 0.1,
    neighbour_accuracy: 0.1,
    memorization: 0.3,
    copies: 0.1,
    diversity: 0.1,
  };
  for (const [name, most] of Object.entries(margin)) {
    const key = name as Exclude<keyof Scores, "classes">;
    assert(
      Math.abs(scores[key] - floors[key]) < most,
      `${name} ${shown(scores)}`,
    );
  }
});

Deno.test("copies of training pictures show in memorisation, copies and 1-NN accuracy, not in KID", async () => {
  // Every training picture may be among them, compared with or not.
  const copies = take(REALS.training, (index) => TRAINING - 1 - index);
  const scores = await scorer.score(copies);
  assert(!hasHighKid(scores), shown(scores));
  assert(scores.precision > 0.85 && scores.recall > 0.85, shown(scores));
  assert(scores.memorization < 0.01, shown(scores));
  assertEquals(scores.copies, 1);
  assert(
    scores.neighbour_accuracy < floors.neighbour_accuracy - 0.15,
    shown(scores),
  );
});

Deno.test("a few copies among new pictures show in the share of copies", async () => {
  const some: PictureSource = (start, count) => {
    const images = (newReals(start, count) as Float32Array).slice();
    for (let index = 0; index < count; index++) {
      if ((start + index) % 5 > 0) continue;
      images.set(pictureBatch(REALS.training, [start + index]), index * SIZE);
    }
    return images;
  };
  const scores = await scorer.score(some);
  assert(scores.memorization > 0.7, shown(scores));
  assert(Math.abs(scores.copies - 0.2) < 0.1, shown(scores));
});

Deno.test("blur shows in KID", async () => {
  const scores = await scorer.score(async (start, count) =>
    blurred(await newReals(start, count))
  );
  assert(hasHighKid(scores), shown(scores));
  assert(scores.copies < 0.1, shown(scores));
});

Deno.test("a tenth of the kinds shows in recall, not in precision", async () => {
  const few = take(part(TRAINING + HELD_OUT, NEW), (index) => index % 18);
  const scores = await scorer.score(few);
  assert(scores.recall < 0.3 * floors.recall, shown(scores));
  assert(scores.precision > 0.6, shown(scores));
  assert(scores.neighbour_accuracy > 0.7, shown(scores));
});

Deno.test("one picture for all shows in diversity", async () => {
  const scores = await scorer.score(take(REALS.training, () => 7));
  assertEquals(scores.diversity < 1e-3, true, shown(scores));
  assertEquals(scores.recall, 0);
});

Deno.test("noise shows in everything that measures likeness", async () => {
  const scores = await scorer.score((start, count) =>
    Float32Array.from(
      uniforms(1, "dryRun", start, count * SIZE),
      (value) => 2 * value - 1,
    )
  );
  assert(hasHighKid(scores) && scores.kid > 100, shown(scores));
  assertEquals(
    [scores.precision, scores.recall, scores.neighbour_accuracy],
    [0, 0, 1],
  );
  assert(scores.memorization > 2, shown(scores));
});

Deno.test("the same pictures have the same scores", async () => {
  const again = await openScorer(engine, programs, REALS, OPTIONS);
  assertEquals(again.floors, floors);
  assertEquals(await again.score(newReals), await scorer.score(newReals));
});

Deno.test("openScorer() measures memorisation among training pictures when none are held out", async () => {
  const heldOut = part(0, 0);
  const pictures = { training: REALS.training, heldOut };
  const other = await openScorer(engine, programs, pictures, {
    samples: 100,
    seed: 0,
    search: 1,
  });
  assertEquals(other.newReals, "leave-one-out");
  // What is compared, and what stands for it in the floor, is searched anyway.
  assertEquals([other.samples, other.searched], [100, 200]);
  const fresh = await other.score(newReals);
  assert(Math.abs(fresh.memorization - 1) < 0.3, shown(fresh));
  assert(fresh.copies < 0.1, shown(fresh));
});

Deno.test("openScorer() throws when the pictures are too few", async () => {
  const pictures = { training: part(0, 17), heldOut: part(17, 2) };
  assertEquals(comparable(100, pictures), 0);
  await assertRejects(
    () => openScorer(engine, programs, pictures, OPTIONS),
    UserError,
    "19 pictures are too few to score with: there must be 20",
  );
  const enough = { training: part(0, 18), heldOut: part(18, 2) };
  assertEquals(comparable(100, enough), 10);
});
