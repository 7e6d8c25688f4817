import { latents } from "../../../core/noise/latent.ts";
import { type PictureJob, SINGLE } from "../../../serve/picture/job.ts";

/** A job for one small PNG. */
export function pngJob(
  latent: Float32Array<ArrayBuffer> | number,
  generator = "a",
): PictureJob {
  return {
    generator,
    weight: 1,
    latents: typeof latent === "number" ? latents([latent]) : latent,
    scale: 1,
    resize: "nearest",
    arrangement: SINGLE,
    format: "png",
  };
}

/** The signal of a client that stays. */
export const stays = (): AbortSignal => new AbortController().signal;
