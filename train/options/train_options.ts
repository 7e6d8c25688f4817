/**
 * The options of a training run: as asked for on the command line, and
 * complete.
 *
 * @module
 */

import { camelCase } from "../../core/command_line/command.ts";
import {
  parseCommandLine,
  type ParsedCommandLine,
} from "../../core/command_line/parse.ts";
import { UserError } from "../../core/user_error.ts";
import { FIELDS, type TrainOptions } from "./fields.ts";
import type { Preset, Row } from "./row.ts";
import { WITH_RESUME } from "./table.ts";
import { TRAIN_COMMAND } from "./train_command.ts";

/** What the command line of training asks for. */
export type TrainRequest = ParsedCommandLine<typeof TRAIN_COMMAND.options>;

function checkResumed(given: ReadonlySet<string>): void {
  const stray = Object.keys(TRAIN_COMMAND.options).find((name) =>
    given.has(camelCase(name)) && name !== "resume" &&
    !WITH_RESUME.includes(name)
  );
  if (stray === undefined) return;
  const names = WITH_RESUME.map((name) => `--${name}`);
  throw new UserError(
    `--${stray} cannot be given with --resume, which keeps the run's own options: only ${
      names.slice(0, -1).join(", ")
    } and ${names.at(-1)} may be given`,
    2,
  );
}

function checkPlanned(given: ReadonlySet<string>): void {
  for (const other of ["images", "epochs"]) {
    if (!given.has(other)) continue;
    throw new UserError(
      `--minutes and --${other} both say how long to train: give one of them`,
      2,
    );
  }
  if (!given.has("dryRun")) return;
  throw new UserError(
    "--minutes cannot be given with --dry-run, which trains nothing",
    2,
  );
}

/**
 * Checks that names of classes are not taken for those of others: they are in
 * the order of the labels, whatever the order of these on the command line.
 *
 * @param values `classes` and `classNames` as they were given.
 * @throws {UserError} With exit code 2 if the order is another.
 */
export function checkNamedClasses(
  { classes, classNames }: {
    classes: readonly number[] | undefined;
    classNames: string | undefined;
  },
): void {
  if (classes === undefined || classNames === undefined) return;
  const sorted = classes.toSorted((a, b) => a - b);
  if (sorted.join() === classes.join()) return;
  throw new UserError(
    `--classes is ${classes}: with --class-names it must be in the order of the numbers, ${sorted}, and so must the names`,
    2,
  );
}

/**
 * Reads the command line of training.
 *
 * @param args The arguments, for instance `Deno.args`.
 * @returns What they ask for; `help` is set if that is the help text,
 * `values.resume` if a run is to be resumed, `values.dryRun` for a dry run.
 * @throws {UserError} With exit code 2 if an argument is not allowed, also
 * together with `--resume`.
 */
export function parseTrainOptions(args: readonly string[]): TrainRequest {
  const request = parseCommandLine(TRAIN_COMMAND, args);
  const given: ReadonlySet<string> = request.given;
  for (const [key, { or }] of Object.entries(FIELDS)) {
    if (or === undefined || !given.has(key) || !given.has(or)) continue;
    throw new UserError(
      `--${key} and --${or} say the same: give one of them`,
      2,
    );
  }
  checkNamedClasses(request.values);
  if (given.has("minutes")) checkPlanned(given);
  if (given.has("resume")) checkResumed(given);
  return request;
}

/**
 * Checks what options mean together.
 *
 * @param options Complete options.
 * @throws {UserError} With exit code 2 if some of them contradict each other.
 */
export function checkTogether(
  { stopAfter, scoreEvery, from, fromD }: TrainOptions,
): void {
  if (fromD !== null && from === null) {
    throw new UserError(
      "--from-d needs --from: a discriminator alone is no start",
      2,
    );
  }
  if (stopAfter > 0 && scoreEvery === 0) {
    throw new UserError(
      `--stop-after is ${stopAfter}, but --score-every is 0: without scores nothing shows whether the run still improves`,
      2,
    );
  }
}

/** The value of a field: given, like another that is given, or the preset's. */
function valueOf(
  key: string,
  row: Row,
  values: Readonly<Record<string, unknown>>,
  preset: Preset,
): unknown {
  if (values[key] !== undefined) return values[key];
  if (row.or !== undefined && values[row.or] !== undefined) return null;
  const like = row.like === undefined ? undefined : values[row.like];
  return like ?? row.presets?.[preset] ?? null;
}

/**
 * The complete options of a new run: what the command line gives, else what the
 * preset says, else the default.
 *
 * @param request What is asked for, without `--resume`.
 * @param context `gpu`: whether it will be trained on a GPU, for preset auto.
 * @throws {UserError} With exit code 2 if options contradict each other.
 */
export function resolveTrainOptions(
  { values }: TrainRequest,
  { gpu }: { gpu: boolean },
): TrainOptions {
  const auto = gpu ? "gpu" : "cpu";
  const preset = values.preset === "auto" ? auto : values.preset;
  const known = { ...values, ...values.size, preset };
  const options = Object.fromEntries(
    Object.entries(FIELDS).map(([key, row]) => [
      key,
      valueOf(key, row, known, preset),
    ]),
  ) as unknown as TrainOptions;
  checkTogether(options);
  return options;
}
