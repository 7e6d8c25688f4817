import { ModelError } from "./engine/model/graph.ts";
import { type Network, readNetwork } from "./engine/model/network.ts";
import type { GeneratorFiles } from "./generator_folder.ts";
import { UserError } from "../user_error.ts";

/** What a generator paints, and from what. */
function describe(
  { height, width, latentSize, classes }: {
    height: number;
    width: number;
    latentSize: number;
    classes: number;
  },
): string {
  const label = classes === 0 ? "" : ` and a label of ${classes}`;
  return `${height}x${width} pixels from ${latentSize} numbers${label}`;
}

/**
 * Makes sure that a generator can be opened.
 *
 * @param files Its card and its model.
 * @throws {UserError} If the model is not a generator, or another one than the
 *   card says.
 */
export function checkGenerator({ card, file, model }: GeneratorFiles): void {
  let network: Network;
  try {
    network = readNetwork(model);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    throw new UserError(
      `${file} is not a generator of this project: ${error.message}`,
    );
  }
  const { deconvs, embedding, latentSize } = network;
  const scale = 2 ** deconvs.length;
  const paints = describe({
    height: network.height * scale,
    width: network.width * scale,
    latentSize,
    classes: embedding?.classes ?? 0,
  });
  const { classes = [], ...architecture } = card.architecture;
  const expected = describe({ ...architecture, classes: classes.length });
  if (paints !== expected) {
    throw new UserError(
      `${file} does not fit its card: it paints ${paints}, the card says ${expected}`,
    );
  }
}
