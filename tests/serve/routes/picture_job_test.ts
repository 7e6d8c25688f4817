import { assertEquals, assertThrows } from "@std/assert";
import type { Direction } from "../../../core/generator/direction.ts";
import { latents } from "../../../core/noise/latent.ts";
import { Problem } from "../../../serve/http/problem.ts";
import { type GridArrangement, SINGLE } from "../../../serve/picture/job.ts";
import {
  checkEdits,
  checkSize,
  pictureJob,
} from "../../../serve/routes/picture_job.ts";
import type { PictureOptions } from "../../../serve/routes/picture_options.ts";
import { axisDirection } from "../../fixtures/directions.ts";
import { sampleCard } from "../../fixtures/card.ts";

// Its pictures have 16 × 32 pixels.
const MODEL = { digest: "0123456789abcdef", card: sampleCard() };

/** The plan of some pictures. */
function plan(
  pictures: number,
  scale: PictureOptions["scale"],
  arrangement: GridArrangement = SINGLE,
) {
  const options = {
    scale,
    resize: "nearest",
    truncation: 0.5,
    variety: 1,
    around: 0,
    label: undefined,
    edit: [],
  } as const;
  const labels = () => new Float32Array();
  return { options, pictures, arrangement, labels };
}

Deno.test("checkSize() refuses pictures that are too large together", () => {
  checkSize(MODEL, plan(100, "8"), "png");
  assertThrows(() => checkSize(MODEL, plan(1000, "8"), "png"), Problem);
});

Deno.test("checkSize() allows a GIF twice as many pixels, and others what they are given", () => {
  const animation = { kind: "animation", repeats: true } as const;
  const walk = { ...plan(256, "8"), arrangement: animation };
  checkSize(MODEL, walk, "gif");
  assertThrows(() => checkSize(MODEL, plan(256, "8"), "png"), Problem);
  checkSize(MODEL, plan(256, "8"), "png", 2 ** 23);
  const longer = { ...walk, pictures: 257 };
  assertThrows(() => checkSize(MODEL, longer, "gif"), Problem, "8388608");
});

Deno.test("checkSize() refuses a WebP that is too wide, also of one picture", () => {
  const strip = plan(64, "8", { kind: "grid", columns: 64, gap: 0 });
  checkSize(MODEL, strip, "png");
  assertThrows(() => checkSize(MODEL, strip, "webp"), Problem, "WebP");
  const card = sampleCard();
  card.architecture = { ...card.architecture, height: 32, width: 2048 };
  const wide = { ...MODEL, card };
  checkSize(wide, plan(1, "8"), "png");
  assertThrows(() => checkSize(wide, plan(1, "8"), "webp"), Problem, "16384");
});

Deno.test("checkSize() refuses a JPEG that is too high", () => {
  const column = plan(256, "8", { kind: "grid", columns: 1, gap: 128 });
  checkSize(MODEL, column, "png", Infinity);
  const error = assertThrows(
    () => checkSize(MODEL, column, "jpg", Infinity),
    Problem,
  );
  assertEquals(
    error.message,
    "scale is 8: the JPEG would be 65664 pixels high; it must be so small that a JPEG is at most 65500 pixels high.",
  );
});

Deno.test("checkEdits() refuses edits along directions that a generator does not have", () => {
  const direction = axisDirection(0);
  const model = (directions?: Direction[]) => ({
    ...MODEL,
    card: { ...MODEL.card, ...directions && { directions } },
  });
  const edit = [{ direction: 2, strength: 1.5 }];
  checkEdits(model(), { edit: [] });
  checkEdits(model([direction, direction]), { edit });
  assertEquals(
    assertThrows(() => checkEdits(model([direction]), { edit }), Problem)
      .message,
    "edit is 2:1.5: it must be of directions up to 1, for toon-head has 1 direction.",
  );
  assertEquals(
    assertThrows(() => checkEdits(model(), { edit }), Problem).message,
    "edit is 2:1.5: it must be left out, for toon-head has no directions.",
  );
});

Deno.test("pictureJob() is what the options make of the latents", () => {
  const job = pictureJob(
    MODEL,
    { ...plan(2, "8"), order: [1, 0], latents: () => latents([7, 8]) },
    "webp",
  );
  assertEquals(job, {
    generator: MODEL.digest,
    weight: 3,
    latents: latents([7, 8]).map((z) => z / 2),
    scale: 8,
    resize: "nearest",
    order: [1, 0],
    arrangement: SINGLE,
    format: "webp",
  });
});
