import { labels, labelWay } from "../../core/noise/label.ts";
import { latents } from "../../core/noise/latent.ts";
import type { PictureJob } from "../picture/job.ts";
import { slerp } from "../picture/slerp.ts";
import { readPathSeed } from "../http/path_seed.ts";
import type { QueryTable } from "../http/query.ts";
import { Problem } from "../http/problem.ts";
import { PICTURE_OPTIONS, tidy } from "./picture_options.ts";
import type { PictureKind } from "./picture_kind.ts";

/** Options of a walk. */
export const WALK_OPTIONS = {
  frames: {
    type: "integer",
    min: 2,
    max: 64,
    default: 16,
    help: "Pictures from one end to the other, both included.",
  },
  loop: {
    type: "flag",
    help:
      "Whether the way leads back to its start, and an animation goes on for ever. By default it does for gif only.",
  },
  ...PICTURE_OPTIONS,
  endlabel: {
    type: "string",
    help:
      "The class at the end of the way, where the pictures change from one to another; that of label by default.",
  },
} as const satisfies QueryTable;

/** The frames of a way; with the way back, both ends are shown once. */
function order(frames: number, loop: boolean): number[] {
  const there = Array.from({ length: frames }, (_, index) => index);
  return loop ? [...there, ...there.slice(1, -1).reverse()] : there;
}

function arrange(
  format: string,
  frames: readonly number[],
  loop: boolean,
): PictureJob["arrangement"] {
  return format === "gif"
    ? { kind: "animation", repeats: loop }
    : { kind: "grid", columns: frames.length, gap: 0 };
}

/** `/walk/{from}-{to}`: the way from one seed to another. */
export const WALK: PictureKind<typeof WALK_OPTIONS> = {
  name: "Walk",
  summary:
    "The way from one seed to another: an animation, or a film strip with its frames side by side",
  path: "/walk/{from}-{to}",
  formats: ["gif", "png", "webp"],
  options: WALK_OPTIONS,
  plan: (parameters, options, format) => {
    const { from = "", to = "" } = parameters;
    if (to.includes("-")) {
      throw new Problem(
        400,
        "There must be one hyphen, between the seeds: write a hyphen inside a seed as %2D.",
      );
    }
    const ends = [readPathSeed(from), readPathSeed(to)] as const;
    const byDefault = format === "gif";
    const { frames, loop = byDefault, label, endlabel = label } = options;
    const shown = order(frames, loop);
    return {
      path: `/walk/${ends[0]}-${ends[1]}`,
      options: {
        ...tidy(options),
        loop: loop === byDefault ? undefined : loop,
        endlabel: endlabel === label ? undefined : endlabel,
      },
      pictures: frames,
      order: shown,
      arrangement: arrange(format, shown, loop),
      latents: () => slerp(latents([ends[0]]), latents([ends[1]]), frames),
      labels: (classes) =>
        labelWay(
          labels([ends[0]], classes, label),
          labels([ends[1]], classes, endlabel),
          frames,
        ),
    };
  },
};
