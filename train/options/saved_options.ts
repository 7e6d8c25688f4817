/**
 * The options of a run that is resumed.
 *
 * @module
 */

import { camelCase } from "../../core/command_line/command.ts";
import { expectation } from "../../core/option_description.ts";
import { isAllowed } from "../../core/option_value.ts";
import { UserError } from "../../core/user_error.ts";
import { FIELDS, isNullable, type TrainOptions } from "./fields.ts";
import { RESUMABLE } from "./table.ts";
import { checkTogether, type TrainRequest } from "./train_options.ts";

type Json = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value of a field; `undefined` if it is missing and had to be there. */
function read(key: string, json: Json): unknown {
  if (Object.hasOwn(json, key)) return json[key];
  const { before, like } = FIELDS[key] ?? {};
  return before === undefined && like !== undefined ? json[like] : before;
}

/**
 * The options of a run from the JSON of its `options.json`, checked. Options
 * that came later than the run have the value that changes nothing.
 *
 * @param json The parsed JSON.
 * @param file What messages call the file.
 * @throws {UserError} If a field is missing, unknown or not allowed.
 */
export function readTrainOptions(
  json: unknown,
  file = "options.json",
): TrainOptions {
  if (!isRecord(json)) {
    throw new UserError(`${file} is damaged: it must hold a JSON object`);
  }
  const saved: Record<string, unknown> = {};
  for (const [key, row] of Object.entries(FIELDS)) {
    const value = read(key, json);
    if (value === undefined) {
      throw new UserError(`${file} is damaged: it lacks ${key}`);
    }
    if (!isAllowed(row, value) && !(value === null && isNullable(row))) {
      throw new UserError(
        `${file} is damaged: ${key} is ${
          JSON.stringify(value)
        }, but it must be ${expectation(row)}`,
      );
    }
    saved[key] = value;
  }
  for (const [key, { or }] of Object.entries(FIELDS)) {
    if (or === undefined || (saved[key] === null) !== (saved[or] === null)) {
      continue;
    }
    throw new UserError(
      `${file} is damaged: it must have either ${key} or ${or}`,
    );
  }
  const unknown = Object.keys(json).find((key) => !Object.hasOwn(FIELDS, key));
  if (unknown !== undefined) {
    throw new UserError(
      `${file} has the option ${unknown}, which this version of the program does not know`,
    );
  }
  return saved as unknown as TrainOptions;
}

/**
 * The options to resume a run with: its own, but for those that the command
 * line changes.
 *
 * @param saved The run's own options.
 * @param request What is asked for, with `--resume`.
 * @returns The options, and a line like `images 120000 → 200000` for each
 * change.
 * @throws {UserError} With exit code 2 if options contradict each other.
 */
export function mergeResumeOptions(
  saved: TrainOptions,
  request: TrainRequest,
): { options: TrainOptions; changed: string[] } {
  const before = saved as unknown as Json;
  const values: Json = request.values;
  const changes: Record<string, unknown> = {};
  const changed: string[] = [];
  for (const name of RESUMABLE) {
    const key = camelCase(name);
    const after = values[key];
    if (after === undefined || after === before[key]) continue;
    if (!(request.given as ReadonlySet<string>).has(key)) continue;
    const { or, defaultText = "none" } = FIELDS[key] ?? {};
    changes[key] = after;
    if (or !== undefined) changes[or] = null;
    changed.push(`${name} ${before[key] ?? defaultText} → ${after}`);
  }
  const options = { ...saved, ...changes } as TrainOptions;
  checkTogether(options);
  return { options, changed };
}
