import { camelCase } from "../../core/command_line/command.ts";
import { taskCommand } from "../../core/command_line/task_command.ts";
import type { TrainOptions } from "../options/fields.ts";
import { PRESETS } from "../options/row.ts";
import { TRAIN_COMMAND } from "../options/train_command.ts";
import {
  parseTrainOptions,
  resolveTrainOptions,
} from "../options/train_options.ts";
import { SUITED, suitedOptions } from "./suited_options.ts";

/** An option and its value as they are written; nothing for the default. */
function written(name: string, value: unknown, usual: unknown): string[] {
  if (value === undefined || value === null) return [];
  if (JSON.stringify(value) === JSON.stringify(usual)) return [];
  if (value === true) return [`--${name}`];
  const text = Array.isArray(value) ? value.join(",") || "none" : `${value}`;
  return [`--${name}`, text];
}

/** Some options of many. */
function pick<Name extends keyof TrainOptions>(
  options: TrainOptions,
  names: readonly Name[],
): Pick<TrainOptions, Name> {
  return Object.fromEntries(
    names.map((name) => [name, options[name]]),
  ) as Pick<TrainOptions, Name>;
}

/**
 * The command that starts a new run with the options of another, but for some
 * of them. What such a run would have or choose anyway is left out.
 *
 * @param saved Options of the other run, as `options.json` has them; it may be
 * of an older version, with fewer of them.
 * @param changes Options that differ, by their names in `options.json`.
 * @param pictures How many pictures there are.
 */
export function restartCommand(
  saved: Readonly<Record<string, unknown>>,
  changes: Readonly<Record<string, unknown>>,
  pictures: number,
): string {
  const options: Readonly<Record<string, unknown>> = { ...saved, ...changes };
  const preset = PRESETS.find((name) => name === options["preset"]);
  const choice = preset === undefined ? [] : ["--preset", preset];
  const preferred = resolveTrainOptions(parseTrainOptions(choice), {
    gpu: false,
  });
  const { options: suited } = suitedOptions(
    { ...preferred, ...options, ...pick(preferred, SUITED) },
    new Set(),
    pictures,
  );
  const usual: Readonly<Record<string, unknown>> = {
    ...preferred,
    ...pick(suited, SUITED),
  };
  const sizes = ({ height, width }: Readonly<Record<string, unknown>>) =>
    height === undefined ? undefined : `${height}x${width}`;
  const words = Object.keys(TRAIN_COMMAND.options).flatMap((name) => {
    if (name === "preset") return choice;
    if (name === "size") return written(name, sizes(options), sizes(usual));
    const key = camelCase(name);
    return written(name, options[key], usual[key]);
  });
  return taskCommand("train", ...words);
}
