/**
 * Networks of a DCGAN in state dicts from elsewhere: their sizes follow from the
 * shapes of their tensors.
 *
 * @module
 */

import type { Size } from "../../core/option_value.ts";
import { LATENT_SIZE } from "../../core/noise/latent.ts";
import type { Tensor, Tensors } from "../tensors/tensor.ts";
import { UserError } from "../../core/user_error.ts";
import type { Architecture } from "../model/architecture.ts";
import {
  discriminatorTensors,
  generatorTensors,
  type TensorSpec,
} from "../model/tensors.ts";
import { chooseSize } from "./picture_size.ts";
import { shown } from "./shown.ts";
import {
  readTensor,
  type StateDict,
  type StoredTensor,
} from "./stored_tensor.ts";

/** A state dict and the file it is from. */
export interface StateDictFile {
  /** Path of the file. */
  readonly path: string;
  /** Its tensors. */
  readonly tensors: StateDict;
}

/** A generator that was found. */
export interface FoundGenerator {
  /** Size of the network. */
  readonly architecture: Architecture;
  /** Its tensors, `G.*`. */
  readonly tensors: Tensors;
  /** Whether they are the moving average of a checkpoint. */
  readonly averaged: boolean;
}

/** What tensors are called in front of PyTorch's names, by preference. */
const PREFIXES = { generator: ["G_ema.", "G.", ""], discriminator: ["D.", ""] };

/** A tensor that only this network has. */
const MARKERS = { generator: "deconv4.weight", discriminator: "conv1.weight" };

/** Without what `DataParallel` puts in front of all names. */
function withoutModule(tensors: StateDict): StateDict {
  const wrapper = "module.";
  const names = [...tensors.keys()];
  if (!names.every((name) => name.startsWith(wrapper))) return tensors;
  return new Map(
    Array.from(tensors, ([name, tensor]) => [
      name.slice(wrapper.length),
      tensor,
    ]),
  );
}

/** The tensors of a network under PyTorch's names. */
function choose(
  { path, tensors }: StateDictFile,
  network: keyof typeof PREFIXES,
): { prefix: string; own: StateDict } {
  const all = withoutModule(tensors);
  const marker = MARKERS[network];
  const prefix = PREFIXES[network].find((one) => all.has(`${one}${marker}`));
  if (prefix === undefined) {
    const names = [...all.keys()].slice(0, 3).map((name) => shown(name));
    throw new UserError(
      `${path} holds no ${network} of this kind: it has no ${marker}, its tensors are ${
        names.join(", ") || "none"
      }${all.size > names.length ? ", …" : ""}`,
    );
  }
  return {
    prefix,
    own: new Map(
      Array.from(all, ([name, tensor]) => [name, tensor] as const)
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, tensor]) => [name.slice(prefix.length), tensor]),
    ),
  };
}

/** The tensors that a network needs, and no others. */
function take(path: string, own: StateDict, specs: TensorSpec[]): Tensors {
  const taken: Tensors = new Map();
  const unknown = new Set(own.keys());
  for (const { name, shape } of specs) {
    // Without the letter of the network.
    const torchName = name.slice(name.indexOf(".") + 1);
    const stored = own.get(torchName);
    if (`${stored?.shape}` !== `${shape}`) {
      throw new UserError(
        `${path}: its tensor ${torchName} has shape [${
          stored?.shape ?? "none"
        }], the network asks for [${shape}]`,
      );
    }
    if (stored === undefined) continue;
    taken.set(name, readElements(path, torchName, stored));
    unknown.delete(torchName);
  }
  for (const name of unknown) {
    // Counters, and in checkpoints of this project the optimizer's moments.
    if (/(\.|^)num_batches_tracked$|^optimizer\./.test(name)) continue;
    throw new UserError(
      `${path}: its tensor ${shown(name)} belongs to no DCGAN of this kind`,
    );
  }
  return taken;
}

/** Elements as float32; none may be infinite or no number. */
function readElements(
  path: string,
  name: string,
  stored: StoredTensor,
): Tensor {
  try {
    const tensor = readTensor(name, stored);
    if (tensor.data.every(Number.isFinite)) return tensor;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UserError(`${path} cannot be used: ${error.message}`);
  }
  throw new UserError(
    `${path}: its tensor ${name} has values that are no number`,
  );
}

/** Base width, and the pixels that the linear layer makes. */
function inferSizes(
  path: string,
  own: StateDict,
): { d: number; pixels: number } {
  const linear = own.get("linear.weight")?.shape;
  const [d = 0] = own.get(MARKERS.generator)?.shape ?? [];
  const [units = 0, latentSize] = linear ?? [];
  const pixels = units / (8 * d);
  if (latentSize === LATENT_SIZE && Number.isInteger(pixels) && pixels > 0) {
    return { d, pixels };
  }
  throw new UserError(
    `${path}: its tensor linear.weight has shape [${
      linear ?? "none"
    }], the network asks for ${LATENT_SIZE} columns and a multiple of ${
      8 * d
    } rows, eight times the ${d} of ${MARKERS.generator}`,
  );
}

/**
 * Finds a generator: its tensors may have the names of PyTorch, those of
 * `DataParallel`, or those of this project's checkpoints, of which the moving
 * average is taken if there is one.
 *
 * @param file The state dict.
 * @param size Height and width of its pictures; by default they are square.
 * @throws {UserError} If there is no such generator, its size is ambiguous or
 * not the one given, or a tensor is missing, wrong or unknown.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { findGenerator } from "edge-dcgan/train/exchange/find_network.ts";
 * import { readStateDict } from "edge-dcgan/train/exchange/read_state_dict.ts";
 *
 * const path = "tests/fixtures/reference/generator-zip.pth";
 * const tensors = await readStateDict(path);
 * const { architecture } = findGenerator({ path, tensors });
 * assertEquals(architecture, { d: 4, height: 64, width: 64 });
 * ```
 */
export function findGenerator(
  file: StateDictFile,
  size?: Size,
): FoundGenerator {
  const { path } = file;
  const { prefix, own } = choose(file, "generator");
  const { d, pixels } = inferSizes(path, own);
  const architecture = { d, ...chooseSize(path, pixels, size) };
  return {
    architecture,
    tensors: take(path, own, generatorTensors(architecture)),
    averaged: prefix === "G_ema.",
  };
}

/**
 * Finds the discriminator that belongs to a generator.
 *
 * @param file The state dict.
 * @param architecture Size of the networks.
 * @returns Its tensors, `D.*`.
 * @throws {UserError} If there is none, or a tensor is missing, wrong or
 * unknown.
 *
 * @example
 * ```ts
 * import { assertThrows } from "@std/assert";
 * import { findDiscriminator } from "edge-dcgan/train/exchange/find_network.ts";
 *
 * const file = { path: "empty.pth", tensors: new Map() };
 * assertThrows(
 *   () => findDiscriminator(file, { d: 4, height: 64, width: 64 }),
 *   Error,
 *   "empty.pth holds no discriminator of this kind: it has no conv1.weight",
 * );
 * ```
 */
export function findDiscriminator(
  file: StateDictFile,
  architecture: Architecture,
): Tensors {
  const { own } = choose(file, "discriminator");
  return take(file.path, own, discriminatorTensors(architecture));
}
