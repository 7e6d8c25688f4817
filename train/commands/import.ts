/**
 * `deno task import`: from PyTorch to a frozen generator.
 *
 * @module
 */

import { join, parse } from "node:path";
import type { Command, OptionTable } from "../../core/command_line/command.ts";
import { taskCommand } from "../../core/command_line/task_command.ts";
import { parseCommandLine } from "../../core/command_line/parse.ts";
import { runCommand } from "../../core/command_line/run_command.ts";
import { UserError } from "../../core/user_error.ts";
import { heldGenerator } from "../freeze/held_generator.ts";
import { TRAIN_TABLE } from "../options/table.ts";
import { PRECISION_OPTION } from "../freeze/precision_option.ts";
import { writeGenerator } from "../freeze/write_generator.ts";
import {
  findGenerator,
  type FoundGenerator,
} from "../exchange/find_network.ts";
import { readStateDict } from "../exchange/read_state_dict.ts";
import { shown } from "../exchange/shown.ts";

const { default: _, ...SIZE } = TRAIN_TABLE.size;

const COMMAND = {
  name: "deno task import",
  summary:
    "Turns a generator's state dict, saved by PyTorch or as safetensors, into a frozen generator: writes generator.onnx and its card, generator.json.",
  usage: ["FILE [options]"],
  examples: [
    ["netG.pth --out photos", "freeze a generator into the folder photos"],
  ],
  notes: ["To train a generator further, give FILE to train as --from."],
  positionals: {
    placeholder: "FILE",
    help: "A .pth or .safetensors file",
    min: 1,
    max: 1,
  },
  options: {
    size: {
      ...SIZE,
      defaultText: "square",
      group: "Input",
      help: "Height and width of the pictures, if they are not square",
    },
    out: {
      type: "string",
      defaultText: "beside FILE, called after it",
      group: "Output",
      placeholder: "DIR",
      help: "Folder to write the frozen generator to, for instance weights",
    },
    precision: PRECISION_OPTION,
    name: {
      type: "string",
      defaultText: "FILE's name",
      group: "Card",
      placeholder: "TEXT",
      help: "What the generator is called",
    },
    data: {
      type: "string",
      default: "unknown pictures",
      group: "Card",
      placeholder: "TEXT",
      help: "What it was trained on",
    },
    pictures: {
      type: "integer",
      min: 1,
      max: 1_000_000_000,
      defaultText: "unknown",
      group: "Card",
      placeholder: "N",
      help: "How many pictures it was trained on",
    },
    credit: {
      type: "string",
      defaultText: "none",
      group: "Card",
      placeholder: "TEXT",
      help: "Whom to credit for the pictures",
    },
    licence: {
      type: "string",
      defaultText: "none",
      group: "Card",
      placeholder: "TEXT",
      help: "Licence of the pictures",
    },
  },
} as const satisfies Command<OptionTable>;

type Request = ReturnType<typeof parseCommandLine<typeof COMMAND.options>>;

/**
 * The folder beside a file that its generator is frozen to, which must not hold
 * another one: only `--out` replaces a generator.
 */
async function folderBeside(path: string): Promise<string> {
  const { dir, name, ext } = parse(path);
  const out = join(dir, ext === "" ? `${name}-frozen` : name);
  const held = await heldGenerator(out);
  if (held === undefined) return out;
  throw new UserError(
    `${out} holds a generator already, ${held}: give --out a folder for this one, or --out ${out} to replace that one`,
  );
}

/** Writes the frozen generator. */
async function freeze(
  path: string,
  { architecture, tensors, source, averaged }: FoundGenerator,
  { values }: Request,
): Promise<void> {
  const out = values.out ?? await folderBeside(path);
  const held = await heldGenerator(out);
  if (source !== "") console.log(`taken: ${shown(source)} of ${path}`);
  const { pictures, credit, licence } = values;
  const { model } = await writeGenerator(out, tensors, architecture, {
    name: values.name ?? parse(path).name,
    trainingData: {
      source: values.data,
      ...pictures !== undefined && { pictures },
      ...credit !== undefined && { credit },
      ...licence !== undefined && { licence },
    },
    training: {
      device: "elsewhere",
      weights: averaged ? "ema" : "last",
      options: {},
    },
  }, values.precision);
  if (held !== undefined) {
    console.log(`replaced: ${held}, the generator that was in ${out}`);
  }
  const { d, height, width } = architecture;
  console.log(
    `frozen: ${out}/${model.file}, d ${d}, pictures ${height}x${width}`,
  );
  console.log(`to see it: ${taskCommand("serve", out)}`);
}

/**
 * Runs the command.
 *
 * @param args Its arguments.
 * @throws {UserError} If an option or the file is wrong.
 */
export async function importCommand(args: readonly string[]): Promise<void> {
  const request = parseCommandLine(COMMAND, args);
  if (request.help !== undefined) return console.log(request.help);
  const path = request.positionals[0] as string;
  const tensors = await readStateDict(path);
  const generator = findGenerator({ path, tensors }, request.values.size);
  await freeze(path, generator, request);
}

if (import.meta.main) await runCommand(() => importCommand(Deno.args));
