/**
 * Checkpoints: everything a run needs to go on as if it had never stopped.
 *
 * @module
 */

import { decodeSafetensors } from "../tensors/safetensors.ts";
import { freeArray } from "../tensors/free.ts";
import type { Tensors } from "../tensors/tensor.ts";
import { systemReason } from "../../core/system_reason.ts";
import { UserError } from "../../core/user_error.ts";
import {
  type AtomicWriteOptions,
  writeAtomically,
} from "../../core/atomic_file.ts";
import { NotFiniteError, notFiniteTensor } from "../tensors/finite.ts";
import { encodeSealed, isIntact, SEAL } from "./seal.ts";

/** A checkpoint's content. */
export interface Checkpoint {
  /**
   * Parameters, running statistics, optimizer slots and the moving average, by
   * name.
   */
  readonly state: Tensors;
  /** Updates of each network so far. */
  readonly step: number;
  /**
   * Seed of the run. With the step it is the state of every random number
   * generator, since all of them are counter-based.
   */
  readonly seed: number;
  /** Probability of each augmentation in the next step, 0..1. */
  readonly augmentProbability: number;
  /** Kind of device it was trained on last. */
  readonly device: string;
}

/** The format without its number. */
const FORMAT = "edge-dcgan checkpoint ";
/** The format that is written. Before 2 there was no digest. */
const VERSION = 2;

/**
 * Writes a checkpoint; the file before it is kept until the new one is whole.
 *
 * @param path Path of the file.
 * @param checkpoint What to write.
 * @param options Whether to keep the file before it under another name.
 * @throws {WriteError} If it cannot be written.
 * @throws {NotFiniteError} If a value of it is not finite; nothing is written.
 */
export async function writeCheckpoint(
  path: string,
  { state, step, seed, augmentProbability, device }: Checkpoint,
  options?: AtomicWriteOptions,
): Promise<void> {
  const broken = notFiniteTensor(state);
  if (broken !== undefined) {
    throw new NotFiniteError(
      `training broke down: after step ${step} ${broken} has values that are not finite`,
    );
  }
  const bytes = await encodeSealed({
    tensors: state,
    metadata: {
      format: `${FORMAT}${VERSION}`,
      step: `${step}`,
      seed: `${seed}`,
      augment_probability: `${augmentProbability}`,
      device,
    },
  });
  await writeAtomically(path, bytes, options);
  freeArray(bytes);
}

/** Checks format and digest of a checkpoint. */
async function check(
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
  { format = "none", [SEAL]: seal = "" }: Readonly<Record<string, string>>,
): Promise<void> {
  const version = format.startsWith(FORMAT)
    ? Number(format.slice(FORMAT.length))
    : NaN;
  if (version > VERSION) {
    throw new UserError(
      `${path} is from a newer version of this program: its format is ${format}, this one reads up to ${VERSION}`,
    );
  }
  if (version !== 1 && version !== VERSION) {
    throw new UserError(`${path} is no checkpoint: its format is ${format}`);
  }
  if (version > 1 && !(await isIntact(bytes, seal))) {
    throw new UserError(
      `${path} is damaged: its content is not what was written`,
    );
  }
}

function integer(path: string, name: string, text = "missing"): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) {
    throw new UserError(`${path} is damaged: its ${name} is ${text}`);
  }
  return value;
}

/** A probability; 1 where checkpoints had none. */
function probability(path: string, name: string, text = "1"): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0 && value <= 1)) {
    throw new UserError(`${path} is damaged: its ${name} is ${text}`);
  }
  return value;
}

/**
 * Reads a checkpoint.
 *
 * @param path Path of the file.
 * @throws {UserError} If there is none, or it is damaged or of another version.
 */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = await Deno.readFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      throw new UserError(`${path} does not exist`);
    }
    throw new UserError(`${path} cannot be read: ${systemReason(error)}`);
  }
  try {
    const { tensors, metadata } = decodeSafetensors(bytes);
    await check(path, bytes, metadata);
    const broken = notFiniteTensor(tensors);
    if (broken !== undefined) {
      throw new UserError(
        `${path} cannot be used: its ${broken} has values that are not finite`,
      );
    }
    return {
      state: tensors,
      step: integer(path, "step", metadata["step"]),
      seed: integer(path, "seed", metadata["seed"]),
      augmentProbability: probability(
        path,
        "augment_probability",
        metadata["augment_probability"],
      ),
      device: metadata["device"] ?? "unknown",
    };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UserError(`${path} is damaged: ${error.message}`);
  }
}
