import { ModelError } from "../../core/generator/engine/model/graph.ts";
import type { GeneratorCard } from "../../core/generator/generator_card.ts";
import { readGenerator } from "../../core/generator/generator_folder.ts";
import { labels } from "../../core/noise/label.ts";
import { latents } from "../../core/noise/latent.ts";
import { UserError } from "../../core/user_error.ts";
import { openEngine } from "../engine/open_engine.ts";
import { frozenTensors } from "../freeze/frozen_tensors.ts";
import { measuringProgram, unfoldGenerator } from "../model/unfold.ts";
import type { Tensors } from "../tensors/tensor.ts";

/** Latents that a generator's layers are measured with. */
const LATENTS = 128;

/**
 * Reads a frozen generator as one that can be trained. Its weights are those of
 * the file, so what the precision rounded away stays away.
 *
 * @param folder URL of its folder, with a slash at its end.
 * @returns Its card, and a state dict with `G.*` tensors.
 * @throws {UserError} If it is missing, damaged, or no DCGAN of this kind.
 */
export async function readFrozen(
  folder: URL,
): Promise<{ card: GeneratorCard; generator: Tensors }> {
  const { card, file, model } = await readGenerator(Deno, folder);
  const { architecture } = card;
  const { classes } = architecture;
  let folded: Tensors;
  try {
    folded = frozenTensors(model, architecture, file);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    throw new UserError(
      `${file} is not a generator of this project: ${error.message}`,
    );
  }
  const program = measuringProgram(architecture, LATENTS);
  // Always the same device, for the same numbers whatever is trained on.
  const engine = await openEngine("wasm", [program], 1);
  try {
    await engine.setState(folded);
    const seeds = [...Array(LATENTS).keys()];
    const statistics = await engine.run(program, {
      latent: latents(seeds),
      ...classes && { label: labels(seeds, classes) },
    });
    return {
      card,
      generator: unfoldGenerator(folded, statistics, architecture),
    };
  } finally {
    await engine.release();
  }
}
