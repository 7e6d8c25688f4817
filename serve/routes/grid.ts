import { labels } from "../../core/noise/label.ts";
import { latents } from "../../core/noise/latent.ts";
import { readPathSeed } from "../http/path_seed.ts";
import type { QueryTable } from "../http/query.ts";
import { MAX_SEED } from "../../core/noise/seed.ts";
import { PICTURE_OPTIONS, tidy } from "./picture_options.ts";
import type { PictureKind } from "./picture_kind.ts";

/** Options of a grid. */
export const GRID_OPTIONS = {
  rows: {
    type: "integer",
    min: 1,
    max: 10,
    default: 5,
    help: "Pictures in a column.",
  },
  cols: {
    type: "integer",
    min: 1,
    max: 10,
    default: 5,
    help: "Pictures in a row.",
  },
  gap: {
    type: "integer",
    min: 0,
    max: 64,
    default: 2,
    help: "White pixels between pictures and around them.",
  },
  ...PICTURE_OPTIONS,
} as const satisfies QueryTable;

/** `/grid/{seed}`: the pictures of a seed and of those after it. */
export const GRID: PictureKind<typeof GRID_OPTIONS> = {
  name: "Grid",
  summary: "The pictures of a seed and of those after it, row by row",
  path: "/grid/{seed}",
  formats: ["png"],
  options: GRID_OPTIONS,
  plan: (parameters, options) => {
    const { rows, cols, gap } = options;
    const first = readPathSeed(parameters["seed"] ?? "");
    const seeds = () =>
      Array.from(
        { length: rows * cols },
        // After the last seed comes 0.
        (_, index) => (first + index) % (MAX_SEED + 1),
      );
    return {
      path: `/grid/${first}`,
      options: tidy(options),
      pictures: rows * cols,
      arrangement: { kind: "grid", columns: cols, gap },
      latents: () => latents(seeds()),
      labels: (classes) => labels(seeds(), classes, options.label),
    };
  },
};
