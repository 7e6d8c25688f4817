import { labels } from "../../core/noise/label.ts";
import { latents } from "../../core/noise/latent.ts";
import { SINGLE } from "../picture/job.ts";
import { readPathSeed } from "../http/path_seed.ts";
import { PICTURE_OPTIONS, tidy } from "./picture_options.ts";
import type { PictureKind } from "./picture_kind.ts";

/** `/image/{seed}`: the picture of a seed. */
export const IMAGE: PictureKind<typeof PICTURE_OPTIONS> = {
  name: "Image",
  summary: "The picture of a seed",
  path: "/image/{seed}",
  formats: ["png", "webp", "jpg"],
  options: PICTURE_OPTIONS,
  plan: (parameters, options) => {
    const seed = readPathSeed(parameters["seed"] ?? "");
    return {
      path: `/image/${seed}`,
      options: tidy(options),
      pictures: 1,
      arrangement: SINGLE,
      latents: () => latents([seed]),
      labels: (classes) => labels([seed], classes, options.label),
    };
  },
};
