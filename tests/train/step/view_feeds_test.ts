import { assert, assertEquals, assertNotEquals } from "@std/assert";
import {
  type Augmentation,
  AUGMENTATION_NUMBERS,
  AUGMENTATIONS,
} from "../../../train/model/augmentation.ts";
import {
  augmentationFeeds,
  instanceNoiseFeeds,
  type View,
} from "../../../train/step/view_feeds.ts";

const VIEW: View = {
  name: "real",
  batch: 500,
  height: 64,
  width: 32,
  augmentationStream: "realAugmentation",
  noiseStream: "realInstanceNoise",
};

function drawn(
  probability: number,
  kinds: readonly Augmentation[] = AUGMENTATIONS,
  step = 0,
) {
  return augmentationFeeds(VIEW, kinds, probability, 1, step);
}

/** How many pictures a kind changes. */
function changed(feeds: Record<string, Float32Array>, kind: Augmentation) {
  return Array.from({ length: VIEW.batch }, (_, picture) => picture)
    .filter((picture) =>
      Object.entries(AUGMENTATION_NUMBERS[kind]).some(([name, same]) =>
        feeds[`real_${name}`]?.[picture] !== same
      )
    ).length;
}

Deno.test("augmentationFeeds() draws from DiffAugment's ranges", () => {
  const feeds = drawn(1);
  const ranges: Record<string, [number, number]> = {
    brightness: [-0.5, 0.5],
    saturation: [0, 2],
    contrast: [0.5, 1.5],
    shift_rows: [-8, 8],
    shift_columns: [-4, 4],
    cut_row: [-0.5, 63.5],
    cut_column: [-0.5, 31.5],
  };
  assertEquals(
    Object.keys(feeds).sort(),
    Object.keys(ranges).map((name) => `real_${name}`).sort(),
  );
  for (const [name, [low, high]] of Object.entries(ranges)) {
    const numbers = feeds[`real_${name}`] ?? new Float32Array();
    assertEquals(numbers.length, VIEW.batch);
    const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
    assert(least >= low && most <= high, `${name}: ${least} to ${most}`);
    // 500 numbers come near both ends.
    const near = (high - low) / 20;
    assert(
      least < low + near && most > high - near,
      `${name}: ${least}, ${most}`,
    );
  }
  for (const name of ["shift_rows", "shift_columns"]) {
    assert(feeds[`real_${name}`]?.every(Number.isInteger), name);
  }
});

Deno.test("augmentationFeeds() changes as many pictures as the probability says", () => {
  for (const kind of AUGMENTATIONS) {
    assertEquals(changed(drawn(0), kind), 0);
    const some = changed(drawn(0.3), kind);
    assert(some > 100 && some < 200, `${kind}: ${some} of 500`);
  }
  // Only a translation by nothing leaves a picture as it is.
  assert(changed(drawn(1), "translation") > 485);
  assertEquals(changed(drawn(1), "color"), 500);
  assertEquals(changed(drawn(1), "cutout"), 500);
});

Deno.test("augmentationFeeds() draws each kind as if it were alone", () => {
  const all = drawn(0.5);
  for (const kind of AUGMENTATIONS) {
    for (const [name, numbers] of Object.entries(drawn(0.5, [kind]))) {
      assertEquals(numbers, all[name], name);
    }
  }
  assertEquals(drawn(1, []), {});
});

Deno.test("augmentationFeeds() draws other numbers for another step or stream", () => {
  const [first] = Object.values(drawn(1));
  assertEquals(Object.values(drawn(1))[0], first);
  assertNotEquals(Object.values(drawn(1, AUGMENTATIONS, 1))[0], first);
  const view: View = { ...VIEW, augmentationStream: "fakeAugmentation" };
  const [other] = Object.values(
    augmentationFeeds(view, AUGMENTATIONS, 1, 1, 0),
  );
  assertNotEquals(other, first);
});

Deno.test("instanceNoiseFeeds() draws noise of the deviation asked for", () => {
  const view: View = { ...VIEW, batch: 2, name: "fake" };
  const noise = instanceNoiseFeeds(view, 0.5, 1, 0)["fake_instance_noise"];
  assert(noise !== undefined);
  assertEquals(noise.length, 2 * 3 * 64 * 32);
  const square = noise.reduce((sum, x) => sum + x * x, 0) / noise.length;
  assert(Math.abs(Math.sqrt(square) - 0.5) < 0.01, `${square}`);
  const none = instanceNoiseFeeds(view, 0, 1, 0)["fake_instance_noise"];
  assert(none?.every((x) => x === 0));
});
