import { latents } from "../../core/noise/latent.ts";
import { SINGLE } from "../picture/job.ts";
import { readPathSeed } from "../http/path_seed.ts";
import { applyOptions, PICTURE_OPTIONS, tidy } from "./picture_options.ts";
import type { PictureKind } from "./picture_routes.ts";

/** `/image/{seed}`: the picture of a seed. */
export const IMAGE: PictureKind<typeof PICTURE_OPTIONS> = {
  name: "Image",
  summary: "The picture of a seed",
  path: "/image/{seed}",
  formats: ["png", "webp", "jpg"],
  options: PICTURE_OPTIONS,
  plan: (parameters, options, format) => {
    const seed = readPathSeed(parameters["seed"] ?? "");
    return {
      path: `/image/${seed}`,
      options: tidy(options),
      pictures: 1,
      job: () => ({
        ...applyOptions(latents([seed]), options),
        arrangement: SINGLE,
        format,
      }),
    };
  },
};
