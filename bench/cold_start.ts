/**
 * From the start of a process to its first picture:
 * `deno run -A bench/cold_start.ts`.
 *
 * Starts the service, as a process with few permissions, again and again, and
 * asks it over HTTP for a picture as soon as it listens. The variants take
 * turns, so that a machine that slows down slows down all of them. The first
 * start of each is not counted: it fills the caches of Deno and of the system.
 *
 * @module
 */

import type { Command, OptionTable } from "../core/command_line/command.ts";
import { parseCommandLine } from "../core/command_line/parse.ts";
import { runCommand } from "../core/command_line/run_command.ts";
import { type ColdStart, coldStart } from "./cold_process.ts";
import { type ColdVariant, freezeForBench, ROOT } from "./cold_variants.ts";
import { median } from "./median.ts";
import { WIDTHS } from "./options.ts";
import { table } from "./table.ts";

const COMMAND = {
  name: "deno run -A bench/cold_start.ts",
  summary:
    "Prints what the service takes from the start of its process to its first picture, with the shipped generator and with generators at random.",
  usage: ["[options]"],
  options: {
    runs: {
      type: "integer",
      min: 1,
      max: 1000,
      default: 7,
      group: "Measurement",
      placeholder: "N",
      help: "Starts of each variant that count",
    },
    d: {
      ...WIDTHS,
      default: [64, 128],
      group: "Variants",
      help: "Widths of the generators at random",
    },
    deno: {
      type: "string",
      defaultText: "the one that runs this",
      group: "Variants",
      placeholder: "PATHS",
      help: "Paths of Deno, separated by commas",
    },
    against: {
      type: "string",
      defaultText: "none",
      group: "Variants",
      placeholder: "DIR",
      help: "Folder of another version of the project; only total, CPU, memory",
    },
    workers: {
      type: "integer",
      min: 0,
      max: 64,
      default: 1,
      group: "Variants",
      placeholder: "N",
      help: "Workers of the service; 0 paints in the thread that answers",
    },
  },
} as const satisfies Command<OptionTable>;

const COLUMNS = [
  "total",
  "listening",
  "deno",
  "import",
  "files",
  "open",
  "picture",
  "encode",
  "cpu",
  "memory",
] as const satisfies readonly (keyof ColdStart)[];

function summary(name: string, starts: readonly ColdStart[]): string[] {
  const totals = starts.map(({ total }) => total);
  return [
    name,
    Math.min(...totals).toFixed(0),
    ...COLUMNS.map((column) => {
      const value = median(starts.map((start) => start[column]));
      return Number.isNaN(value) ? "" : value.toFixed(0);
    }),
  ];
}

async function versionOf(deno: string): Promise<string> {
  const { stdout } = await new Deno.Command(deno, { args: ["--version"] })
    .output();
  return /deno ([\d.]+)/.exec(new TextDecoder().decode(stdout))?.[1] ?? deno;
}

async function findVariants(
  scratch: string,
  denos: readonly string[],
  roots: readonly string[],
  widths: readonly number[],
  workers: number,
): Promise<ColdVariant[]> {
  const generators = [{
    name: "shipped",
    folder: `${ROOT}weights`,
  }];
  for (const d of widths) {
    const folder = `${scratch}/${d}`;
    await freezeForBench(folder, d, "float32");
    generators.push({ name: `d = ${d}`, folder });
  }
  const variants: ColdVariant[] = [];
  for (const deno of denos) {
    const version = await versionOf(deno);
    for (const generator of generators) {
      for (const root of roots) {
        const other = root === ROOT ? "" : `, ${root}`;
        const name = `${generator.name}, Deno ${version}${other}`;
        variants.push({ ...generator, name, deno, root, workers });
      }
    }
  }
  return variants;
}

async function bench(args: readonly string[]): Promise<void> {
  const { help, values } = parseCommandLine(COMMAND, args);
  if (help !== undefined) return console.log(help);
  const { runs, d, deno, against, workers } = values;
  const scratch = await Deno.makeTempDir();
  try {
    const denos = deno?.split(",") ?? [Deno.execPath()];
    const roots = [ROOT, ...against === undefined ? [] : [against]];
    const variants = await findVariants(scratch, denos, roots, d, workers);
    const starts = variants.map((): ColdStart[] => []);
    for (let run = 0; run <= runs; run++) {
      for (const [index, variant] of variants.entries()) {
        const start = await coldStart(variant, run);
        if (run > 0) starts[index]?.push(start);
      }
    }
    console.log(
      `medians of ${runs} starts in turns, ms and MB; encode is a part of picture\n`,
    );
    console.log(table([
      ["", "fastest", ...COLUMNS],
      ...variants.map(({ name }, index) => summary(name, starts[index] ?? [])),
    ]));
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
}

if (import.meta.main) await runCommand(() => bench(Deno.args));
