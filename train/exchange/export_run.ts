/**
 * The networks of a run as files that other programs read.
 *
 * @module
 */

import { writeAtomically } from "../../core/atomic_file.ts";
import { encodeSafetensors } from "../tensors/safetensors.ts";
import type { Tensors } from "../tensors/tensor.ts";
import { writeError } from "../../core/write_error.ts";
import type { Architecture } from "../model/architecture.ts";
import { averageName } from "../model/ema.ts";
import {
  freezeDiscriminator,
  freezeGenerator,
} from "../model/frozen_networks.ts";
import { discriminatorTensors, generatorTensors } from "../model/tensors.ts";
import { readDatasetCard } from "../record/dataset_card.ts";
import { networkState } from "../record/network_state.ts";
import { readRunCheckpoint, warnOfPrevious } from "../record/run_checkpoint.ts";
import { readRunOptions, type RunFolder } from "../record/run_folder.ts";
import { trainerOptions } from "../step/trainer_options.ts";
import { encodePth, type SavedTensor } from "./pytorch/write_pth.ts";

/** The formats there are. */
export const EXPORT_FORMATS = ["pth", "safetensors", "onnx"] as const;

/** A format to export in. */
export type ExportFormat = typeof EXPORT_FORMATS[number];

/** A network of a run. */
interface ExportedNetwork {
  /** Name of its file, without the ending. */
  readonly name: string;
  /** Its tensors, `G.*` or `D.*`. */
  readonly tensors: Tensors;
  /** Batches that its normalisations saw in training. */
  readonly batches: number;
  /** Its ONNX model. */
  readonly model: (
    tensors: Tensors,
    architecture: Architecture,
  ) => Uint8Array<ArrayBuffer>;
}

/** Times that a step applies each network to a batch. */
const BATCHES = { generator: 2, discriminator: 3 };

/** Under PyTorch's names, which do not start with the letter of a network. */
function withTorchNames(tensors: Tensors): Tensors {
  return new Map(
    Array.from(
      tensors,
      ([name, tensor]) => [name.slice(name.indexOf(".") + 1), tensor],
    ),
  );
}

/** With the counter that each normalisation of PyTorch has. */
function withCounters(
  tensors: Tensors,
  batches: number,
): Map<string, SavedTensor> {
  const all = new Map<string, SavedTensor>();
  for (const [name, tensor] of tensors) {
    all.set(name, tensor);
    if (!name.endsWith(".running_var")) continue;
    all.set(name.replace(/running_var$/, "num_batches_tracked"), {
      shape: [],
      data: BigInt64Array.of(BigInt(batches)),
    });
  }
  return all;
}

async function encode(
  { tensors, batches, model }: ExportedNetwork,
  format: ExportFormat,
  architecture: Architecture,
): Promise<Uint8Array> {
  if (format === "onnx") return model(tensors, architecture);
  const named = withTorchNames(tensors);
  return format === "safetensors"
    // The metadata is what PyTorch's users of the format expect.
    ? encodeSafetensors({ tensors: named, metadata: { format: "pt" } })
    : await encodePth(withCounters(named, batches));
}

/**
 * Writes the networks of a run's checkpoint: `generator-ema`, the moving
 * average of the generator, if the run has one; `generator-last`, its weights
 * after the last step; and `discriminator`. As `pth` and `safetensors` they are
 * state dicts that `load_state_dict` accepts; as `onnx` they are models in
 * evaluation mode.
 *
 * @param folder The run's folder.
 * @param format Format of the files and ending of their names.
 * @param out Folder to write to; made if it is missing.
 * @returns Paths of the files.
 * @throws {UserError} If the run has no usable checkpoint, or the folder
 * cannot be written to.
 */
export async function exportRun(
  folder: RunFolder,
  format: ExportFormat,
  out: string,
): Promise<string[]> {
  const runOptions = await readRunOptions(folder);
  const { classes } = await readDatasetCard(folder.dataset);
  const options = trainerOptions(runOptions, classes);
  const found = await readRunCheckpoint(folder);
  warnOfPrevious(found, console.warn);
  const { state, step } = found.checkpoint;
  const generator = (name: string, rename?: (name: string) => string) => ({
    name,
    tensors: networkState(
      state,
      generatorTensors(options),
      found.file,
      rename,
    ),
    batches: BATCHES.generator * step,
    model: (tensors: Tensors, architecture: Architecture) =>
      freezeGenerator(tensors, architecture).model,
  });
  const networks: ExportedNetwork[] = [
    ...options.ema > 0 ? [generator("generator-ema", averageName)] : [],
    generator("generator-last"),
    {
      name: "discriminator",
      tensors: networkState(
        state,
        discriminatorTensors(options),
        found.file,
      ),
      batches: BATCHES.discriminator * step,
      model: freezeDiscriminator,
    },
  ];
  const paths: string[] = [];
  for (const network of networks) {
    const path = `${out}/${network.name}.${format}`;
    const bytes = await encode(network, format, options);
    try {
      await Deno.mkdir(out, { recursive: true });
      await writeAtomically(path, bytes);
    } catch (error) {
      throw writeError(path, error);
    }
    paths.push(path);
  }
  return paths;
}
