/**
 * Ways to store the weights of a frozen generator:
 * `deno run -A bench/frozen_formats.ts`.
 *
 * For generators at random, and a trained one if it is given: bytes; cold starts of the
 * service; time of a picture, alone and in a batch; and how far the pictures
 * are from those of float32. The formats take turns, so that a machine that
 * slows down slows down all of them. Others on the machine disturb the fastest
 * runs least, and processor time little.
 *
 * @module
 */

import { cpuUsage } from "node:process";
import type { Command, OptionTable } from "../core/command_line/command.ts";
import { folderUrl } from "../core/folder_url.ts";
import {
  type FrozenGenerator,
  loadGenerator,
} from "../core/generator/frozen_generator.ts";
import {
  type Precision,
  PRECISIONS,
} from "../core/generator/generator_card.ts";
import { latents } from "../core/noise/latent.ts";
import { parseCommandLine } from "../core/command_line/parse.ts";
import { toPictures } from "../core/picture/picture.ts";
import { runCommand } from "../core/command_line/run_command.ts";
import { type ColdStart, coldStart } from "./cold_process.ts";
import { freezeForBench, ROOT } from "./cold_variants.ts";
import { frozenTensors, randomTensors } from "./frozen_tensors.ts";
import { median } from "./median.ts";
import { table } from "./table.ts";
import { WIDTHS } from "./options.ts";

const COMMAND = {
  name: "deno run -A bench/frozen_formats.ts",
  summary:
    "Prints bytes, cold start, speed and error of a frozen generator for every way to store its weights.",
  usage: ["[options]"],
  options: {
    d: {
      ...WIDTHS,
      group: "Generators",
      help: "Widths of the generators at random",
    },
    trained: {
      type: "string",
      defaultText: "none",
      group: "Generators",
      placeholder: "FILE",
      help: "A model of d = 32 whose weights are stored as float32",
    },
    seeds: {
      type: "integer",
      min: 1,
      max: 100_000,
      default: 256,
      group: "Measurement",
      placeholder: "N",
      help: "Pictures to compare",
    },
    runs: {
      type: "integer",
      min: 1,
      max: 10_000,
      default: 10,
      group: "Measurement",
      placeholder: "N",
      help: "Runs of each format that are timed",
    },
    starts: {
      type: "integer",
      min: 1,
      max: 1000,
      default: 3,
      group: "Measurement",
      placeholder: "N",
      help: "Cold starts of each format",
    },
  },
} as const satisfies Command<OptionTable>;

const BATCH = 16;

/** How long painting took. */
interface Painting {
  ms: number;
  cpu: number;
}

/** A generator in one format. */
interface Stored {
  precision: Precision;
  folder: string;
  bytes: number;
  generator: FrozenGenerator;
  starts: ColdStart[];
  /** Milliseconds for a picture, alone and in a batch: of time and processor. */
  alone: Painting[];
  batched: Painting[];
}

async function store(
  scratch: string,
  d: number,
  trained: string | undefined,
): Promise<Stored[]> {
  const tensors = trained === undefined
    ? randomTensors({ d, height: 64, width: 64 })
    : frozenTensors(await Deno.readFile(trained));
  const all: Stored[] = [];
  for (const precision of PRECISIONS) {
    const folder = `${scratch}/${d}-${precision}`;
    const card = await freezeForBench(folder, d, precision, tensors);
    all.push({
      precision,
      folder,
      bytes: card.model.bytes,
      generator: await loadGenerator(folderUrl(folder)),
      starts: [],
      alone: [],
      batched: [],
    });
  }
  return all;
}

function timePainting(all: Stored[], runs: number): void {
  for (let run = 0; run <= runs; run++) {
    for (const { generator, alone, batched } of all) {
      for (const [count, times] of [[1, alone], [BATCH, batched]] as const) {
        const batch = latents(Array.from({ length: count }, (_, seed) => seed));
        const used = cpuUsage();
        const began = performance.now();
        generator.paint(batch);
        const ms = (performance.now() - began) / count;
        const { user, system } = cpuUsage(used);
        // The first reserves memory.
        if (run > 0) times.push({ ms, cpu: (user + system) / 1000 / count });
      }
    }
  }
}

async function timeStarts(all: Stored[], starts: number): Promise<void> {
  for (let start = 0; start <= starts; start++) {
    for (const one of all) {
      const variant = {
        name: one.precision,
        deno: Deno.execPath(),
        root: ROOT,
        folder: one.folder,
        workers: 1,
      };
      const took = await coldStart(variant, start);
      // The first fills the caches of the system.
      if (start > 0) one.starts.push(took);
    }
  }
}

/** Largest and mean difference from the first, in levels of 8 bits. */
function compare(
  all: Stored[],
  seeds: number,
): { largest: number; mean: number }[] {
  const errors = all.map(() => ({ largest: 0, sum: 0, count: 0 }));
  for (let first = 0; first < seeds; first += BATCH) {
    const count = Math.min(BATCH, seeds - first);
    const batch = latents(Array.from({ length: count }, (_, i) => first + i));
    let reference: Uint8Array[] = [];
    for (const [index, { generator }] of all.entries()) {
      const { architecture } = generator.card;
      const pictures = toPictures(generator.paint(batch), architecture)
        .map(({ rgb }) => rgb);
      if (index === 0) reference = pictures;
      const error = errors[index];
      if (error === undefined) continue;
      for (const [at, rgb] of pictures.entries()) {
        rgb.forEach((level, byte) => {
          const off = Math.abs(level - (reference[at]?.[byte] ?? NaN));
          error.largest = Math.max(error.largest, off);
          error.sum += off;
          error.count++;
        });
      }
    }
  }
  return errors.map(({ largest, sum, count }) => ({
    largest,
    mean: sum / count,
  }));
}

async function measure(
  all: Stored[],
  label: string,
  { seeds, runs, starts }: { seeds: number; runs: number; starts: number },
): Promise<string[][]> {
  const errors = compare(all, seeds);
  timePainting(all, runs);
  await timeStarts(all, starts);
  return all.map(({ precision, bytes, starts, alone, batched }, index) => {
    const totals = starts.map(({ total }) => total);
    const { largest = NaN, mean = NaN } = errors[index] ?? {};
    return [
      `${label}, ${precision}`,
      (bytes / 1e6).toFixed(2),
      Math.min(...totals).toFixed(0),
      median(totals).toFixed(0),
      median(starts.map(({ cpu }) => cpu)).toFixed(0),
      median(starts.map(({ memory }) => memory)).toFixed(0),
      ...[alone, batched].flatMap((paintings) => [
        Math.min(...paintings.map(({ ms }) => ms)).toFixed(2),
        median(paintings.map(({ cpu }) => cpu)).toFixed(2),
      ]),
      `${largest}`,
      mean.toFixed(4),
    ];
  });
}

async function bench(args: readonly string[]): Promise<void> {
  const { help, values } = parseCommandLine(COMMAND, args);
  if (help !== undefined) return console.log(help);
  const scratch = await Deno.makeTempDir();
  const rows: string[][] = [];
  try {
    if (values.trained !== undefined) {
      const trained = await store(scratch, 32, values.trained);
      rows.push(...await measure(trained, "trained", values));
    }
    for (const d of values.d) {
      const all = await store(scratch, d, undefined);
      rows.push(...await measure(all, `d = ${d}`, values));
    }
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
  console.log(
    `MB; ms and CPU ms of ${values.starts} cold starts, MB of memory; ms a picture, alone and of ${BATCH}; levels of 8 bits over ${values.seeds} seeds\n`,
  );
  console.log(table([
    [
      ...["", "MB", "start min", "median", "cpu", "memory", "1 min", "cpu"],
      ...[`${BATCH} min`, "cpu", "largest", "mean"],
    ],
    ...rows,
  ]));
}

if (import.meta.main) await runCommand(() => bench(Deno.args));
