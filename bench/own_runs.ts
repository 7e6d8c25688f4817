import type { OptionTable } from "../core/command_line/command.ts";
import type { parseCommandLine } from "../core/command_line/parse.ts";
import { UserError } from "../core/user_error.ts";

/** Options that say what generators are trained on, how long and how often. */
export const WORK_OPTIONS = {
  data: {
    type: "string",
    default: "demo:toon-head",
    group: "Work",
    placeholder: "WHAT",
    help: "Pictures, as for training",
  },
  "demo-size": {
    type: "integer",
    min: 100,
    max: 100_000,
    default: 4000,
    group: "Work",
    placeholder: "N",
    help: "Pictures of a demo set, a tenth of which is held out",
  },
  size: {
    type: "integer",
    min: 16,
    max: 256,
    multipleOf: 16,
    default: 32,
    group: "Work",
    placeholder: "N",
    help: "Height and width of the pictures",
  },
  d: {
    type: "integer",
    min: 1,
    max: 128,
    default: 16,
    group: "Work",
    placeholder: "N",
    help: "Base width of the networks",
  },
  epochs: {
    type: "integer",
    min: 1,
    max: 1000,
    default: 10,
    group: "Work",
    placeholder: "N",
    help: "How often every picture is shown",
  },
  images: {
    type: "count",
    min: 1,
    max: 1_000_000_000,
    defaultText: "none",
    group: "Work",
    placeholder: "N",
    help: "Images shown, instead of --epochs",
  },
  seeds: {
    type: "integer",
    min: 1,
    max: 100,
    default: 3,
    group: "Work",
    placeholder: "N",
    help: "How often everything is repeated, with another seed each time",
  },
  seed: {
    type: "integer",
    min: 0,
    max: 1_000_000,
    default: 0,
    group: "Work",
    placeholder: "N",
    help: "The first seed",
  },
  samples: {
    type: "integer",
    min: 10,
    max: 5000,
    default: 500,
    group: "Work",
    placeholder: "N",
    help: "Pictures to score",
  },
  threads: {
    type: "integer",
    min: 1,
    max: 64,
    default: 1,
    group: "Work",
    placeholder: "N",
    help: "Threads of training here",
  },
  device: {
    type: "choice",
    choices: ["wasm", "cpu"],
    default: "wasm",
    group: "Work",
    placeholder: "NAME",
    help: "Engine of training here; cpu is native code and faster",
  },
} as const satisfies OptionTable;

/** The values of {@linkcode WORK_OPTIONS}. */
export type Work = ReturnType<
  typeof parseCommandLine<typeof WORK_OPTIONS>
>["values"];

/** Scores of a generator by name; those of real pictures end in `_floor`. */
export type Scores = Readonly<Record<string, number>>;

async function output(
  program: string,
  args: readonly string[],
): Promise<Deno.CommandOutput> {
  try {
    const command = new Deno.Command(program, {
      args: [...args],
      stdin: "null",
    });
    return await command.output();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new UserError(`${program} was not found`);
  }
}

/**
 * Runs a program to its end.
 *
 * @returns What it printed.
 * @throws {UserError} If it is missing, or if it fails, with the last line of
 * its errors.
 */
export async function runProgram(
  program: string,
  args: readonly string[],
): Promise<string> {
  const { code, stdout, stderr } = await output(program, args);
  const text = new TextDecoder();
  if (code === 0) return text.decode(stdout);
  const lines = text.decode(stderr).trim().split("\n");
  throw new UserError(`${program} ${args[0]} failed: ${lines.at(-1)}`);
}

/**
 * Runs a program of this project.
 *
 * @param file Its path from the top of the repository.
 * @returns What it printed.
 * @throws {UserError} If it fails.
 */
export function runOwn(file: string, args: readonly string[]): Promise<string> {
  const path = new URL(`../${file}`, import.meta.url).pathname;
  return runProgram(Deno.execPath(), ["run", "-A", path, ...args]);
}

/**
 * The command line of a training: without scores, grids or checkpoints on the
 * way, so that its last generator is what counts.
 *
 * @param work What to train on.
 * @param seed Start of all randomness.
 * @param settings Further options, `--preset` for instance.
 */
export function trainingArgs(
  work: Work,
  seed: number,
  settings: readonly string[],
): string[] {
  return [
    ...["--data", work.data, "--demo-size", `${work.demoSize}`],
    ...["--size", `${work.size}`, "--d", `${work.d}`],
    ...work.images === undefined
      ? ["--epochs", `${work.epochs}`]
      : ["--images", `${work.images}`],
    ...["--seed", `${seed}`],
    ...["--holdout", `${Math.floor(work.demoSize / 10)}`],
    ...["--device", work.device, "--threads", `${work.threads}`],
    ...["--score-every", "0", "--grid-every", "0", "--save-every", "0"],
    ...settings,
  ];
}

/**
 * Trains a generator.
 *
 * @param args Its command line.
 * @param runs Folder for its run; new or empty.
 * @returns The folder of its run.
 * @throws {UserError} If the training fails.
 */
export async function trainHere(
  args: readonly string[],
  runs: string,
): Promise<string> {
  await runOwn("train/main.ts", [...args, "--runs", runs]);
  for (const { name } of Deno.readDirSync(runs)) return `${runs}/${name}`;
  throw new UserError(`${runs} holds no run`);
}

/**
 * Scores a generator against the pictures of the work.
 *
 * @param generator Folder of a run or of a frozen generator.
 * @throws {UserError} If it cannot be scored.
 */
export async function scoreGenerator(
  work: Work,
  generator: string,
): Promise<Scores> {
  const json = await runOwn("train/commands/eval.ts", [
    generator,
    ...["--data", work.data, "--demo-size", `${work.demoSize}`],
    ...["--holdout", `${Math.floor(work.demoSize / 10)}`],
    ...["--samples", `${work.samples}`, "--device", "wasm", "--json"],
  ]);
  return JSON.parse(json);
}
