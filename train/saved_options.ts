/**
 * The options of a run that is resumed.
 *
 * @module
 */

import { camelCase, type ValueType } from "../core/command_line/command.ts";
import { expectation, isAllowed } from "../core/option_value.ts";
import { UserError } from "../core/user_error.ts";
import { addedOptions } from "./added_options.ts";
import { TRAIN_COMMAND } from "./command.ts";
import {
  parseTrainOptions,
  resolveTrainOptions,
  RESUMABLE,
  type TrainOptions,
  type TrainRequest,
} from "./options.ts";
import { PRESETS } from "./presets.ts";

const { size, ...others } = TRAIN_COMMAND.options;
const SIDE = {
  ...size,
  type: "integer",
  default: size.default.height,
} as const;

/** What each field may hold, by its key. */
export const OPTION_TYPES: Readonly<Record<string, ValueType>> = {
  ...Object.fromEntries(
    Object.entries(others).map(([name, option]) => [camelCase(name), option]),
  ),
  height: SIDE,
  width: SIDE,
  preset: { type: "choice", choices: Object.keys(PRESETS) },
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The options of a run from the JSON of its `options.json`, checked. Options
 * that came later than the run have the value that changes nothing.
 *
 * @param json The parsed JSON.
 * @param file What messages call the file.
 * @throws {UserError} If a field is missing, unknown or not allowed.
 *
 * @example
 * ```ts
 * import { assertEquals, assertThrows } from "@std/assert";
 * import { parseTrainOptions, resolveTrainOptions } from "edge-dcgan/train/options.ts";
 * import { readTrainOptions } from "edge-dcgan/train/saved_options.ts";
 *
 * const request = parseTrainOptions([]);
 * const options = resolveTrainOptions(request, { gpu: false });
 * assertEquals(readTrainOptions(JSON.parse(JSON.stringify(options))), options);
 * assertThrows(() => readTrainOptions({ ...options, batch: 0 }));
 * ```
 */
export function readTrainOptions(
  json: unknown,
  file = "options.json",
): TrainOptions {
  if (!isRecord(json)) {
    throw new UserError(`${file} is damaged: it must hold a JSON object`);
  }
  // Any complete options tell which fields there are and which may be null.
  const model = resolveTrainOptions(parseTrainOptions([]), { gpu: false });
  const saved: Record<string, unknown> = {
    ...addedOptions(json as Pick<TrainOptions, "lr">),
    ...json,
  };
  for (const [key, example] of Object.entries(model)) {
    if (!Object.hasOwn(saved, key)) {
      throw new UserError(`${file} is damaged: it lacks ${key}`);
    }
    const value = saved[key];
    const type = OPTION_TYPES[key] as ValueType;
    const isNullable = example === null || key === "images";
    if (isAllowed(type, value) || (value === null && isNullable)) continue;
    throw new UserError(
      `${file} is damaged: ${key} is ${JSON.stringify(value)}, but it must be ${
        expectation(type)
      }`,
    );
  }
  if ((saved["images"] === null) === (saved["epochs"] === null)) {
    throw new UserError(
      `${file} is damaged: it must have either images or epochs`,
    );
  }
  const unknown = Object.keys(json).find((key) => !Object.hasOwn(model, key));
  if (unknown !== undefined) {
    throw new UserError(
      `${file} has the option ${unknown}, which this version of the program does not know`,
    );
  }
  // In the order of a new run's, wherever what was added stood.
  return Object.fromEntries(
    Object.keys(model).map((key) => [key, saved[key]]),
  ) as unknown as TrainOptions;
}

/**
 * The options to resume a run with: its own, but for those that the command
 * line changes.
 *
 * @param saved The run's own options.
 * @param request What is asked for, with `--resume`.
 * @returns The options, and a line like `images 120000 → 200000` for each change.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseTrainOptions, resolveTrainOptions } from "edge-dcgan/train/options.ts";
 * import { mergeResumeOptions } from "edge-dcgan/train/saved_options.ts";
 *
 * const saved = resolveTrainOptions(parseTrainOptions([]), { gpu: false });
 * const request = parseTrainOptions(["--resume", "runs/1", "--images", "200k"]);
 * const { options, changed } = mergeResumeOptions(saved, request);
 * assertEquals(options, { ...saved, images: 200_000 });
 * assertEquals(changed, ["images 120000 → 200000"]);
 * ```
 */
export function mergeResumeOptions(
  saved: TrainOptions,
  request: TrainRequest,
): { options: TrainOptions; changed: string[] } {
  const changes: Partial<Record<keyof TrainOptions, unknown>> = {};
  const changed: string[] = [];
  for (const name of RESUMABLE) {
    const key = camelCase(name);
    const [before, after] = [saved[key], request.values[key]];
    if (!request.given.has(key) || after === before) continue;
    changes[key] = after;
    const shown = before ?? (name === "threads" ? "all cores" : "none");
    changed.push(`${name} ${shown} → ${after}`);
  }
  if (changes.images !== undefined) changes.epochs = null;
  if (changes.epochs != null) changes.images = null;
  return { options: { ...saved, ...changes } as TrainOptions, changed };
}
