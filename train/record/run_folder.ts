/**
 * The folder of a run and the files in it.
 *
 * @module
 */

import { dirname, resolve } from "node:path";
import { exists } from "../../core/exists.ts";
import { CARD_FILE } from "../../core/generator/generator_folder.ts";
import { parseJson } from "../../core/json.ts";
import { systemReason } from "../../core/system_reason.ts";
import { UserError } from "../../core/user_error.ts";
import type { TrainOptions } from "../options/fields.ts";
import { readTrainOptions } from "../options/saved_options.ts";
import { writeAtomically } from "../../core/atomic_file.ts";

/** A run's folder. */
export interface RunFolder {
  /** Path of the folder. */
  readonly path: string;
  /** Path of the checkpoint. */
  readonly checkpoint: string;
  /** Path of the checkpoint before it. */
  readonly previous: string;
  /** Path of a checkpoint that could not be used and was put aside. */
  readonly damaged: string;
  /** Path of the generator with the best KID so far. */
  readonly best: string;
  /** Path of the file that a process holds while it trains the run. */
  readonly lock: string;
  /** Path of the log: one JSON object a line. */
  readonly log: string;
  /** Path of the scores: one JSON object a line. */
  readonly scores: string;
  /** Path of the options. */
  readonly options: string;
  /** Path of the description of the training pictures. */
  readonly dataset: string;
}

const CHECKPOINT = "checkpoint.safetensors";

/**
 * The paths in a run's folder.
 *
 * @param path Path of the folder, or of the checkpoint in it.
 */
export function runFolder(path: string): RunFolder {
  const trimmed = path.replace(/[/\\]+$/, "");
  const [, above, name = trimmed] = /^(.*[/\\])?([^/\\]*)$/s.exec(trimmed) ??
    [];
  const folder = name === CHECKPOINT
    ? above?.replace(/[/\\]+$/, "") ?? "."
    : trimmed;
  return {
    path: folder,
    checkpoint: `${folder}/${CHECKPOINT}`,
    previous: `${folder}/checkpoint-previous.safetensors`,
    damaged: `${folder}/checkpoint-damaged.safetensors`,
    best: `${folder}/best.safetensors`,
    lock: `${folder}/lock`,
    log: `${folder}/log.jsonl`,
    scores: `${folder}/scores.jsonl`,
    options: `${folder}/options.json`,
    dataset: `${folder}/dataset.json`,
  };
}

/**
 * The last part of a path, also of one from another system: what is public does
 * not say where on a machine it was.
 *
 * @param path The path.
 */
export function lastPart(path: string): string {
  return path.replace(/[/\\]+$/, "").replace(/^.*[/\\]/, "");
}

/** Highest number of the run folders in a folder; 0 if there are none. */
async function lastNumber(runs: string): Promise<number> {
  let last = 0;
  for await (const { name } of Deno.readDir(runs)) {
    last = Math.max(last, Number(/^(\d{5,})(-|$)/.exec(name)?.[1] ?? 0));
  }
  return last;
}

function cannotMake(runs: string, error: unknown): UserError {
  return new UserError(
    `--runs ${runs}: cannot make a run folder there: ${systemReason(error)}`,
  );
}

/**
 * Checks that run folders can be made in a folder, and leaves nothing there:
 * better to know before pictures are prepared for an hour.
 *
 * @param runs The folder; it need not exist.
 * @throws {UserError} If they cannot.
 */
export async function checkRunsFolder(runs: string): Promise<void> {
  try {
    const made: string[] = [];
    for (let path = resolve(runs); !await exists(path); path = dirname(path)) {
      made.push(path);
    }
    await Deno.mkdir(runs, { recursive: true });
    await Deno.remove(await Deno.makeTempDir({ dir: runs }));
    for (const path of made) {
      // Another run has begun in it, or it belongs to nobody.
      await Deno.remove(path).catch(() => {});
    }
  } catch (error) {
    throw cannotMake(runs, error);
  }
}

/** Bytes of a label's name: file systems have 143 or more for the whole. */
const MOST_BYTES = 100;

/**
 * What the name of a run's folder says about it: the run's name or that of its
 * pictures, of a long one the start, and the width of the networks.
 *
 * @param options Options of the run.
 * @param pictures Name of the pictures.
 */
export function runLabel(
  { name, d }: Pick<TrainOptions, "name" | "d">,
  pictures: string,
): string {
  const encoder = new TextEncoder();
  const characters = [...name ?? pictures];
  while (encoder.encode(characters.join("")).length > MOST_BYTES) {
    characters.pop();
  }
  return `${characters.join("")}-d${d}`;
}

/**
 * Makes the folder of a new run, numbered after those that are there. It is a
 * run folder once its options are written.
 *
 * @param options Options of the run.
 * @param label What the name says about it, see {@linkcode runLabel}.
 * @throws {UserError} If the folder cannot be made.
 */
export async function createRunFolder(
  options: TrainOptions,
  label: string,
): Promise<RunFolder> {
  try {
    await Deno.mkdir(options.runs, { recursive: true });
    for (let number = await lastNumber(options.runs) + 1;; number++) {
      const name = `${String(number).padStart(5, "0")}-${label}`;
      const folder = runFolder(`${options.runs}/${name}`);
      try {
        await Deno.mkdir(folder.path);
      } catch (error) {
        // Another run took the number in the meantime.
        if (error instanceof Deno.errors.AlreadyExists) continue;
        throw error;
      }
      return folder;
    }
  } catch (error) {
    throw cannotMake(options.runs, error);
  }
}

/**
 * Removes the half-written files that a killed process left in a run's folder.
 *
 * @param folder The run's folder.
 */
export async function removeLeftovers({ path }: RunFolder): Promise<void> {
  for await (const { name } of Deno.readDir(path)) {
    if (name.endsWith(".tmp")) await Deno.remove(`${path}/${name}`);
  }
}

/**
 * Writes the options of a run.
 *
 * @param folder The run's folder.
 * @param options Its options.
 * @throws {WriteError} If the file cannot be written.
 */
export async function writeRunOptions(
  folder: RunFolder,
  options: TrainOptions,
): Promise<void> {
  const json = JSON.stringify(options, null, 2);
  await writeAtomically(folder.options, `${json}\n`);
}

/**
 * Reads the options of a run.
 *
 * @param folder The run's folder.
 * @throws {UserError} If it is no run folder, or its options are damaged.
 */
export async function readRunOptions(
  folder: RunFolder,
): Promise<TrainOptions> {
  let text: string;
  try {
    text = await Deno.readTextFile(folder.options);
  } catch {
    const what = await exists(`${folder.path}/${CARD_FILE}`)
      ? "is a frozen generator, no run folder"
      : "is no run folder";
    throw new UserError(
      `${folder.path} ${what}: it has no readable options.json`,
    );
  }
  let json: unknown;
  try {
    json = parseJson(text);
  } catch {
    throw new UserError(`${folder.options} is damaged: it is not JSON`);
  }
  return readTrainOptions(json, folder.options);
}
