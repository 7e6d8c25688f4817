import { trainerOptions } from "../train/step/trainer_options.ts";
import { LATENT_SIZE } from "../core/noise/latent.ts";
import { normals } from "../core/noise/random.ts";
import type { Tensors } from "../train/tensors/tensor.ts";
import { BatchSequence } from "../train/data/batches.ts";
import { encodePth } from "../train/exchange/pytorch/write_pth.ts";
import type { TrainOptions } from "../train/options/fields.ts";
import { initialState } from "../train/step/programs.ts";
import { ProgressLine } from "../train/run/progress.ts";
import { readPictures } from "../train/run/read_pictures.ts";
import { runLength } from "../train/run/run_length.ts";
import { learningRate } from "../train/step/schedule.ts";

/** A network's tensors under PyTorch's names. */
function stateDict(state: Tensors, letter: string): Tensors {
  return new Map(
    [...state].filter(([name]) =>
      name.startsWith(`${letter}.`) && !name.includes(".optimizer.")
    ).map(([name, tensor]) => [name.slice(letter.length + 1), tensor]),
  );
}

function writeAll(file: Deno.FsFile, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) {
    at += file.writeSync(bytes.subarray(at));
  }
}

/**
 * Writes all that the steps of a training depend on, for
 * `peers/quality_pytorch.py`: initial weights, batches, noise, learning rates.
 *
 * @param options Options of the training that PyTorch is to do the same as.
 * @param threads Threads for PyTorch.
 * @param folder An existing folder.
 * @throws {UserError} If the pictures cannot be read.
 */
export async function writePyTorchWork(
  options: TrainOptions,
  threads: number,
  folder: string,
): Promise<void> {
  const { seed, batch, d, height, width } = options;
  const quiet = new ProgressLine(() => {}, false);
  const { training } = await readPictures(options, quiet);
  const batches = new BatchSequence(training, options);
  const { steps, scheduleTime } = runLength(options, batches.stepsPerEpoch);
  const rates = Array.from(
    { length: steps },
    (_, step) => learningRate(options, scheduleTime(step)),
  );
  await Deno.writeTextFile(
    `${folder}/work.json`,
    JSON.stringify({ d, height, width, batch, rates, threads }),
  );
  const state = initialState(trainerOptions(options), options.init);
  for (const name of ["generator", "discriminator"]) {
    const letter = name === "generator" ? "G" : "D";
    const file = await encodePth(stateDict(state, letter));
    await Deno.writeFile(`${folder}/${name}.pth`, file);
  }
  using real = await Deno.create(`${folder}/real.u8`);
  using noise = await Deno.create(`${folder}/noise.f32`);
  for (let step = 0; step < steps; step++) {
    const levels = batches.at(step).map((x) => Math.round((x + 1) * 127.5));
    writeAll(real, Uint8Array.from(levels));
    for (const stream of ["discriminatorNoise", "generatorNoise"] as const) {
      const numbers = normals(seed, stream, step, batch * LATENT_SIZE);
      writeAll(noise, new Uint8Array(numbers.buffer));
    }
  }
}
