/**
 * Networks of a DCGAN in state dicts from elsewhere: their sizes follow from the
 * shapes of their tensors.
 *
 * @module
 */

import type { Size } from "../../core/option_value.ts";
import { LATENT_SIZE } from "../../core/noise/latent.ts";
import { classCountProblem } from "../data/labels.ts";
import type { Tensor, Tensors } from "../tensors/tensor.ts";
import { UserError } from "../../core/user_error.ts";
import type { Architecture } from "../model/architecture.ts";
import {
  discriminatorTensors,
  generatorTensors,
  type TensorSpec,
} from "../model/tensors.ts";
import { tensorOfShape } from "../model/tensor_of_shape.ts";
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

/** A network that was found. */
export interface FoundNetwork {
  /** Its tensors, `G.*` or `D.*`. */
  readonly tensors: Tensors;
  /** What it is called in the file; empty where the file is it alone. */
  readonly source: string;
}

/** A generator that was found. */
export interface FoundGenerator extends FoundNetwork {
  /** Size of the network. */
  readonly architecture: Architecture;
  /** Whether they are the moving average of a checkpoint. */
  readonly averaged: boolean;
}

/** A tensor that only this network has. */
const MARKERS = { generator: "deconv4.weight", discriminator: "conv1.weight" };

/** The kinds of network that are looked for. */
type Kind = keyof typeof MARKERS;

/** Parts of names that `DataParallel` and `torch.compile` put into them. */
const WRAPPERS: ReadonlySet<string> = new Set(["module", "_orig_mod"]);

/** Names without those parts, where they stay different from each other. */
function unwrap(tensors: StateDict): StateDict {
  const plain: StateDict = new Map(
    Array.from(tensors, ([name, tensor]) => [
      name.split(".").filter((part) => !WRAPPERS.has(part)).join("."),
      tensor,
    ]),
  );
  return plain.size === tensors.size ? plain : tensors;
}

/** Whether a name is that of a moving average: `G_ema`, `netG_ema`, `genEMA`. */
function isAverage(name: string): boolean {
  return /((^|[^a-zA-Z])ema|E(ma|MA))(?![a-z])/.test(name);
}

/** What stands in front of PyTorch's names, with a dot, for each network. */
function prefixesOf(tensors: StateDict, marker: string): string[] {
  return [...tensors.keys()]
    .filter((name) => `.${name}`.endsWith(`.${marker}`))
    .map((name) => name.slice(0, -marker.length))
    // The moments of an optimizer are called like their parameters.
    .filter((prefix) => !/(^|\.)optimizer\./.test(prefix));
}

/**
 * Whether a state dict holds a discriminator.
 *
 * @param file The state dict.
 */
export function hasDiscriminator({ tensors }: StateDictFile): boolean {
  return prefixesOf(unwrap(tensors), MARKERS.discriminator).length > 0;
}

/** The tensors of a network under PyTorch's names. */
function choose(
  { path, tensors }: StateDictFile,
  network: Kind,
): { source: string; own: StateDict } {
  const all = unwrap(tensors);
  const marker = MARKERS[network];
  const found = prefixesOf(all, marker);
  // A moving average paints better, but is not what a discriminator learns by.
  const preferred = found.filter((prefix) =>
    isAverage(prefix) === (network === "generator")
  );
  const [prefix, ...others] = preferred.length > 0 ? preferred : found;
  if (prefix === undefined) {
    const names = [...all.keys()].slice(0, 3).map((name) => shown(name));
    throw new UserError(
      `${path} holds no ${network} of this kind: it has no ${marker}, its tensors are ${
        names.join(", ") || "none"
      }${all.size > names.length ? ", …" : ""}`,
    );
  }
  if (others.length > 0) {
    const names = [prefix, ...others].map((one) => shown(one.slice(0, -1)));
    throw new UserError(
      `${path} holds more than one ${network}: ${
        names.map((name) => name || "one without a name").join(", ")
      }; save one alone`,
    );
  }
  return {
    source: prefix.slice(0, -1),
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
    const stored = tensorOfShape(
      own.get(torchName),
      shape,
      `${path}: its tensor ${torchName}`,
      "the network asks for",
    );
    taken.set(name, readElements(path, torchName, stored));
    unknown.delete(torchName);
  }
  for (const name of unknown) {
    // Counters, and in checkpoints of this project the optimizer's moments.
    if (/(\.|^)(num_batches_tracked|n_averaged)$|^optimizer\./.test(name)) {
      continue;
    }
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

/** Classes of a conditional network, called by their numbers. */
function classesOf(
  path: string,
  own: StateDict,
): Pick<Architecture, "classes"> {
  const embedding = own.get("embedding.weight");
  if (embedding === undefined) return {};
  const [count = 0] = embedding.shape;
  const numbers = Array.from({ length: count }, (_, index) => `${index}`);
  const problem = classCountProblem(numbers);
  if (problem === undefined) {
    return { classes: numbers.map((name) => ({ name })) };
  }
  throw new UserError(
    `${path}: its tensor embedding.weight has ${count} rows, each a class: ${problem}`,
  );
}

/**
 * Finds a generator: its tensors may have the names of PyTorch, alone or behind
 * those of `DataParallel`, `torch.compile` and a checkpoint. Of a checkpoint with
 * a moving average that is taken.
 *
 * @param file The state dict.
 * @param size Height and width of its pictures; by default they are square.
 * @throws {UserError} If there is no such generator, or more than one, its size
 * is ambiguous or not the one given, or a tensor is missing, wrong or unknown.
 */
export function findGenerator(
  file: StateDictFile,
  size?: Size,
): FoundGenerator {
  const { path } = file;
  const { source, own } = choose(file, "generator");
  const { d, pixels } = inferSizes(path, own);
  const architecture = {
    d,
    ...chooseSize(path, pixels, size),
    ...classesOf(path, own),
  };
  return {
    architecture,
    tensors: take(path, own, generatorTensors(architecture)),
    source,
    averaged: isAverage(source),
  };
}

/**
 * Finds the discriminator that belongs to a generator.
 *
 * @param file The state dict.
 * @param architecture Size of the networks.
 * @throws {UserError} If there is none, or more than one, or a tensor is
 * missing, wrong or unknown.
 */
export function findDiscriminator(
  file: StateDictFile,
  architecture: Architecture,
): FoundNetwork {
  const { source, own } = choose(file, "discriminator");
  const [count = 0] = own.get("embedding.weight")?.shape ?? [];
  const { classes = [] } = architecture;
  if (count !== classes.length) {
    throw new UserError(
      `${file.path}: its discriminator knows ${
        count || "no"
      } classes, the generator ${classes.length || "none"}`,
    );
  }
  const tensors = take(file.path, own, discriminatorTensors(architecture));
  return { tensors, source };
}
