import { latents } from "../../../core/noise/latent.ts";
import type { RenderTask } from "../../../serve/studio/render_task.ts";
import { SINGLE } from "../../../serve/picture/job.ts";

/** A task for one small PNG. */
export function pngTask(
  latent: Float32Array<ArrayBuffer> | number,
  group = "a",
): RenderTask {
  return {
    group,
    weight: 1,
    job: {
      latents: typeof latent === "number" ? latents([latent]) : latent,
      scale: 1,
      resize: "nearest",
      arrangement: SINGLE,
      format: "png",
    },
  };
}

/** The signal of a client that stays. */
export const stays = (): AbortSignal => new AbortController().signal;
