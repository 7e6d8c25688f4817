/**
 * What a run starts from instead of random weights: another run, a frozen
 * generator, or a state dict from elsewhere.
 *
 * @module
 */

import type { Classes } from "../../core/classes.ts";
import { exists } from "../../core/exists.ts";
import { folderUrl } from "../../core/folder_url.ts";
import type { StartedFrom } from "../../core/generator/generator_card.ts";
import { CARD_FILE } from "../../core/generator/generator_folder.ts";
import type { Size } from "../../core/option_value.ts";
import { UserError } from "../../core/user_error.ts";
import { readGenerator } from "../freeze/read_generator.ts";
import type { Architecture } from "../model/architecture.ts";
import { averageName } from "../model/ema.ts";
import { classCount, discriminatorTensors } from "../model/tensors.ts";
import type { TrainOptions } from "../options/fields.ts";
import type { TrainRequest } from "../options/train_options.ts";
import { readDatasetCard } from "../record/dataset_card.ts";
import { networkState } from "../record/network_state.ts";
import { readRunCheckpoint } from "../record/run_checkpoint.ts";
import { lastPart, readRunOptions, runFolder } from "../record/run_folder.ts";
import { initialState } from "../step/programs.ts";
import { trainerOptions } from "../step/trainer_options.ts";
import type { Tensors } from "../tensors/tensor.ts";
import {
  findDiscriminator,
  findGenerator,
  hasDiscriminator,
} from "./find_network.ts";
import { readFrozen } from "./read_frozen.ts";
import { readStateDict } from "./read_state_dict.ts";
import { shown } from "./shown.ts";

/** Networks to start from. */
export interface Origin {
  /** Their size. */
  readonly architecture: Architecture;
  /** Tensors `G.*`, and `D.*` where there is a discriminator. */
  readonly networks: Tensors;
  /** Names of their classes in order, where they are known. */
  readonly classes?: readonly string[];
  /** What was taken, in words. */
  readonly words: string;
  /** What the new run and its generators keep of it. */
  readonly record: StartedFrom;
}

/** Both where both are known: who credits one credits the other. */
function together(
  own: string | undefined,
  before: string | undefined,
): string | undefined {
  if (own === undefined || before === undefined) return own ?? before;
  return own === before ? own : `${own}; ${before}`;
}

/** Architecture and names of the classes of networks that have them. */
function withClasses(
  size: Omit<Architecture, "classes">,
  classes: Classes | undefined,
): Pick<Origin, "architecture" | "classes"> {
  if (classes === undefined) return { architecture: size };
  const names = classes.map(({ name }) => name);
  return { architecture: { ...size, classes }, classes: names };
}

function record(
  name: string,
  own: Pick<StartedFrom, "credit" | "licence">,
  before: Pick<StartedFrom, "credit" | "licence"> = {},
): StartedFrom {
  const credit = together(own.credit, before.credit);
  const licence = together(own.licence, before.licence);
  return {
    name,
    ...credit !== undefined && { credit },
    ...licence !== undefined && { licence },
  };
}

/** Both networks of a run as they are in its last checkpoint. */
async function fromRun(path: string): Promise<Origin> {
  const folder = runFolder(path);
  const runOptions = await readRunOptions(folder);
  const dataset = await readDatasetCard(folder.dataset);
  const options = trainerOptions(runOptions, dataset.classes);
  const { d, height, width } = options;
  const { generator, step } = await readGenerator(folder, options, "last");
  const { checkpoint, file } = await readRunCheckpoint(folder);
  const discriminator = networkState(
    checkpoint.state,
    discriminatorTensors(options),
    file,
  );
  return {
    ...withClasses({ d, height, width }, options.classes),
    networks: new Map([...generator, ...discriminator]),
    words: `both networks of ${folder.path} as after ${
      (step * options.batch).toLocaleString("en")
    } images${options.ema > 0 ? ", the moving average of the generator" : ""}`,
    record: record(lastPart(folder.path), dataset, dataset.from),
  };
}

async function fromFrozen(path: string): Promise<Origin> {
  const { card, generator } = await readFrozen(folderUrl(path));
  const { d, height, width, classes } = card.architecture;
  return {
    ...withClasses({ d, height, width }, classes),
    networks: generator,
    words: `the generator ${card.name} in ${path}`,
    record: record(card.name, card.trainingData, card.training.from),
  };
}

/** The networks in a file: the generator, and the discriminator if it is there. */
async function fromFile(path: string, size?: Size): Promise<Origin> {
  const file = { path, tensors: await readStateDict(path) };
  const generator = findGenerator(file, size);
  const discriminator = hasDiscriminator(file)
    ? findDiscriminator(file, generator.architecture)
    : undefined;
  const part = (source: string, network: string) =>
    source === "" ? `the ${network}` : shown(source);
  return {
    architecture: generator.architecture,
    networks: new Map([
      ...generator.tensors,
      ...discriminator?.tensors ?? [],
    ]),
    words: `${part(generator.source, "generator")}${
      discriminator === undefined
        ? ""
        : ` and ${part(discriminator.source, "discriminator")}`
    } of ${path}`,
    record: { name: lastPart(path) },
  };
}

async function read(path: string, size?: Size): Promise<Origin> {
  if (await exists(runFolder(path).options)) return await fromRun(path);
  if (await exists(`${path}/${CARD_FILE}`)) return await fromFrozen(path);
  if (/\.(onnx|json)$/.test(path) && await exists(path)) {
    throw new UserError(
      `--from ${path}: a frozen generator is given as its folder`,
    );
  }
  let isFile: boolean;
  try {
    isFile = (await Deno.stat(path)).isFile;
  } catch {
    throw new UserError(`--from ${path} does not exist`);
  }
  if (isFile) return await fromFile(path, size);
  throw new UserError(
    `--from ${path} is neither a run, nor a frozen generator, nor a .pth or .safetensors file`,
  );
}

/**
 * Reads what a run is to start from.
 *
 * Of a run both networks are taken, of a frozen generator there is only the
 * generator, of a file what it holds. Optimizers start anew, and so does a
 * discriminator that is missing.
 *
 * @param request What is asked for: `--from`, `--from-d`, and `--size` for files
 * whose pictures are not square.
 * @returns Nothing where there is no `--from`.
 * @throws {UserError} If it cannot be read or the two networks do not fit.
 */
export async function readOrigin(
  { values, given }: TrainRequest,
): Promise<Origin | undefined> {
  const { from, fromD } = values;
  if (from === undefined) return undefined;
  const origin = await read(from, given.has("size") ? values.size : undefined);
  const isWhole = origin.networks.has("D.linear.weight");
  if (fromD === undefined) {
    return isWhole
      ? origin
      : { ...origin, words: `${origin.words}; the discriminator is new` };
  }
  const { tensors, source } = findDiscriminator(
    { path: fromD, tensors: await readStateDict(fromD) },
    origin.architecture,
  );
  return {
    ...origin,
    networks: new Map([...origin.networks, ...tensors]),
    words: `${origin.words}; ${isWhole ? "but " : ""}${
      source === "" ? "the discriminator" : shown(source)
    } of ${fromD}`,
  };
}

/**
 * What is asked for, with the sizes of the networks that the run starts from.
 *
 * @param request What is asked for.
 * @param origin What it starts from, if it does not start anew.
 * @throws {UserError} With exit code 2 if it asks for other sizes.
 */
export function withSizes(
  request: TrainRequest,
  origin: Origin | undefined,
): TrainRequest {
  if (origin === undefined) return request;
  const { values, given } = request;
  const { d, height, width } = origin.architecture;
  const size = `${values.size.height}x${values.size.width}`;
  const wrong = given.has("d") && values.d !== d
    ? `--d is ${values.d}`
    : given.has("size") && size !== `${height}x${width}`
    ? `--size is ${size}`
    : undefined;
  if (wrong !== undefined) {
    throw new UserError(
      `${wrong}, but the networks of --from ${values.from} have d ${d} and pictures of ${height}x${width}: leave --d and --size out`,
      2,
    );
  }
  return { ...request, values: { ...values, d, size: { height, width } } };
}

/**
 * The state before the first step of a run that starts from networks. The
 * optimizers start anew, and so does the moving average.
 *
 * @param options Options of the run.
 * @param networks Tensors `G.*`, and `D.*` where there is a discriminator.
 */
export function stateFrom(options: TrainOptions, networks: Tensors): Tensors {
  const classes = Array.from(
    { length: classCount(networks) },
    (_, index) => ({ name: `${index}` }),
  );
  const setup = trainerOptions(
    options,
    classes.length > 0 ? classes : undefined,
  );
  const state = initialState(setup, options.init);
  for (const [name, tensor] of networks) {
    for (const own of [name, averageName(name)]) {
      if (state.has(own)) state.set(own, tensor);
    }
  }
  return state;
}
