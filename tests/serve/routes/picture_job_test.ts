import { assertEquals, assertThrows } from "@std/assert";
import { latents } from "../../../core/noise/latent.ts";
import { Problem } from "../../../serve/http/problem.ts";
import { type GridArrangement, SINGLE } from "../../../serve/picture/job.ts";
import { checkSize, pictureJob } from "../../../serve/routes/picture_job.ts";
import type { PictureOptions } from "../../../serve/routes/picture_options.ts";
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
  } as const;
  const labels = () => new Float32Array();
  return { options, pictures, arrangement, labels };
}

Deno.test("checkSize() refuses pictures that are too large together", () => {
  checkSize(MODEL, plan(100, "8"), "png");
  assertThrows(() => checkSize(MODEL, plan(1000, "8"), "png"), Problem);
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
