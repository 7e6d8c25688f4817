/**
 * From jobs to files: painting, arranging and encoding.
 *
 * @module
 */

import { LATENT_SIZE } from "../../core/noise/latent.ts";
import { type RgbPicture, toPictures } from "../../core/picture/picture.ts";
import { pictureGrid } from "../../core/picture/picture_grid.ts";
import type { Painter } from "../../core/generator/paint_seed.ts";
import { encodeAnimation } from "../../core/picture/animation.ts";
import { enlarge } from "./enlarge.ts";
import type { PictureJob } from "./job.ts";
import { encodeStill } from "./still.ts";

/** A finished file. */
export interface Rendering {
  /** Its content. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Milliseconds that its job waited in the queue; 0 without one. */
  readonly queueMs: number;
  /** Milliseconds that the generator took for all jobs that ran with it. */
  readonly inferMs: number;
  /** Milliseconds that arranging and encoding took. */
  readonly encodeMs: number;
}

/** Latents that the generator is given at a time; bounds its memory. */
export const MAX_BATCH = 8;

function paintAll(
  painter: Painter,
  latents: Float32Array<ArrayBuffer>,
  labels: Float32Array<ArrayBuffer>,
): RgbPicture[] {
  const pictures: RgbPicture[] = [];
  const { architecture } = painter.card;
  const columns = architecture.classes?.length ?? 0;
  const count = latents.length / LATENT_SIZE;
  for (let first = 0; first < count; first += MAX_BATCH) {
    const batch = (of: Float32Array, size: number) =>
      of.subarray(first * size, (first + MAX_BATCH) * size);
    const images = painter.paint(
      batch(latents, LATENT_SIZE),
      batch(labels, columns),
    );
    pictures.push(...toPictures(images, architecture));
    images.buffer.transfer(0);
  }
  return pictures;
}

/** Frees a picture; the garbage collector would leave its bytes for long. */
function discard({ rgb }: RgbPicture): void {
  rgb.buffer.transfer(0);
}

async function encode(
  painted: readonly RgbPicture[],
  job: PictureJob,
): Promise<Uint8Array<ArrayBuffer>> {
  const { arrangement, format, scale, resize } = job;
  const pictures: RgbPicture[] = [];
  for (const picture of painted) {
    pictures.push(await enlarge(picture, scale, resize));
  }
  const order = job.order ?? pictures.map((_, index) => index);
  if (arrangement.kind === "animation") {
    const bytes = encodeAnimation(pictures, order, arrangement);
    pictures.forEach(discard);
    return bytes;
  }
  if (format === "gif") throw new RangeError("A GIF must be an animation");
  const shown = order.map((index) => pictures[index] as RgbPicture);
  const grid = pictureGrid(shown, arrangement);
  pictures.forEach(discard);
  const bytes = await encodeStill(grid, format);
  discard(grid);
  return bytes;
}

function join(
  parts: readonly Float32Array<ArrayBuffer>[],
): Float32Array<ArrayBuffer> {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const joined = new Float32Array(length);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/**
 * Renders jobs for the same generator together: their latents are painted in
 * common batches, which costs less than painting each alone and gives the same
 * bits.
 *
 * @param painter The generator; the images that it returns are freed.
 * @param jobs One or more jobs.
 * @returns A file for each job, in their order.
 */
export async function render(
  painter: Painter,
  jobs: readonly PictureJob[],
): Promise<Rendering[]> {
  const started = performance.now();
  const pictures = paintAll(
    painter,
    join(jobs.map(({ latents }) => latents)),
    join(jobs.map(({ labels = new Float32Array() }) => labels)),
  );
  let last = performance.now();
  const inferMs = last - started;

  const renderings: Rendering[] = [];
  let next = 0;
  for (const job of jobs) {
    const count = job.latents.length / LATENT_SIZE;
    const bytes = await encode(pictures.slice(next, next + count), job);
    next += count;
    const now = performance.now();
    renderings.push({ bytes, queueMs: 0, inferMs, encodeMs: now - last });
    last = now;
  }
  return renderings;
}
