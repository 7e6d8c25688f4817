import { LATENT_SIZE } from "../../core/noise/latent.ts";
import type { Classes } from "../../core/classes.ts";
import type { Program } from "../graph/program.ts";

/** Activations of all layers together, as a multiple of the picture's values. */
const VALUES = 64;

/**
 * A frozen generator as a program, for an engine to run.
 *
 * @param model ONNX: `latent` `[N, 100]`, and `label` `[N, classes]` if it is
 * conditional, → `images` `[N, 3, H, W]`.
 * @param size Rows and columns of its pictures, and its classes if it has any.
 */
export function frozenProgram(
  model: Uint8Array<ArrayBuffer>,
  { height, width, classes }: {
    height: number;
    width: number;
    classes?: Classes;
  },
): Program {
  const picture = [1, 3, height, width];
  return {
    name: "generator",
    model,
    nativeModel: () => model,
    feeds: {
      latent: [1, LATENT_SIZE],
      ...classes && { label: [1, classes.length] },
    },
    state: {},
    updates: {},
    fetches: { images: picture },
    anyBatch: true,
    valueBytes: 4 * VALUES * 3 * height * width,
  };
}
