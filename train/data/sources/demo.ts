/**
 * Pictures that need no download: cartoon portraits drawn from a seed.
 *
 * @module
 */

import { createAvatar } from "@dicebear/core";
import * as toonHead from "@dicebear/toon-head";
import { philox4x32 } from "../../../core/noise/philox.ts";
import { UserError } from "../../../core/user_error.ts";
import { renderSvg } from "../render_svg.ts";
import { writePlanes } from "../picture.ts";
import { fitPicture, type TargetShape } from "../resize.ts";
import type { Source } from "../source.ts";

/** Names that may follow `demo:`. */
const DEMOS: readonly string[] = ["toon-head"];

/**
 * One light blue behind every portrait. It is far from every colour of hair,
 * skin and nearly all clothes, no channel of it sits at the end of tanh's
 * range, and being the same everywhere it costs the networks nothing.
 */
const BACKGROUND = "b6e3f4";

/** Raise it when the same index starts to give another picture. */
const RECIPE = "dicebear 9.4.3, resvg 2.6.2, recipe 1";

/** The SVG of a portrait; always framed the same way. */
function draw(index: number): string {
  // Portraits of neighbouring numbers share features when the number itself is
  // DiceBear's seed, so it is scrambled first.
  const [word] = philox4x32([index, 0, 0, 0], [0, 0]);
  const seed = word.toString(16).padStart(8, "0");
  const options = { seed, backgroundColor: [BACKGROUND] };
  return createAvatar(toonHead, options).toString();
}

/**
 * The demo set `toon-head`: ToonHead by Johan Melin (CC BY 4.0), drawn by
 * DiceBear. Picture `i` depends on `i` and the shape alone, so a larger set
 * begins with the pictures of a smaller one.
 *
 * @param name The part of `--data` after `demo:`.
 * @param count How many pictures, 1..2³².
 * @param shape Their shape; portraits are square before they are fitted to it.
 * @throws {UserError} If there is no demo set of that name.
 */
export function demoSource(
  name: string,
  count: number,
  shape: TargetShape,
): Source {
  if (!DEMOS.includes(name)) {
    throw new UserError(
      `--data demo:${name}: there is no such demo set, only ${
        DEMOS.map((demo) => `demo:${demo}`).join(", ")
      }`,
      2,
    );
  }
  return {
    name,
    source: `demo:${name}`,
    credit: "ToonHead by Johan Melin, https://www.johanmelin.com",
    licence: "CC BY 4.0",
    most: count,
    key: ["demo", name, RECIPE, BACKGROUND, String(count)],
    async load(report) {
      const size = 3 * shape.height * shape.width;
      const pixels = new Uint8Array(count * size);
      const side = Math.max(shape.height, shape.width);
      for (let index = 0; index < count; index++) {
        const portrait = await renderSvg(draw(index), side);
        const picture = await fitPicture(portrait, shape);
        writePlanes(picture, pixels.subarray(index * size, (index + 1) * size));
        report({ kind: "progress", done: index + 1, total: count });
      }
      return { count, pixels, skipped: [] };
    },
  };
}
