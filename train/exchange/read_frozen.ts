import type { GeneratorCard } from "../../core/generator/generator_card.ts";
import { readGenerator } from "../../core/generator/generator_folder.ts";
import { openGenerator } from "../../core/generator/open_generator.ts";
import { labels } from "../../core/noise/label.ts";
import { latents } from "../../core/noise/latent.ts";
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
  const files = await readGenerator(Deno, folder);
  const { card, file, model } = files;
  const { architecture } = card;
  const { classes } = architecture;
  // Whatever cannot be painted with is refused by name.
  openGenerator(files);
  const folded = frozenTensors(model, architecture, file);
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
