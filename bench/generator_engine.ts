/**
 * The generator's own engine beside onnxruntime:
 * `deno run -A bench/generator_engine.ts`.
 *
 * Processor time of a picture on one thread. The engines take turns, so that a
 * machine that slows down slows down all of them.
 *
 * @module
 */

import { cpuUsage } from "node:process";
import * as native from "onnxruntime-node";
import * as web from "onnxruntime-web/wasm";
import type { Command, OptionTable } from "../core/command_line/command.ts";
import { compileModule, Engine } from "../core/generator/engine/engine.ts";
import { latents } from "../core/noise/latent.ts";
import { parseCommandLine } from "../core/command_line/parse.ts";
import { runCommand } from "../core/command_line/run_command.ts";
import { freezeGenerator } from "../train/model/frozen_networks.ts";
import { randomTensors } from "./frozen_tensors.ts";
import { median } from "./median.ts";
import { table } from "./table.ts";
import { WIDTHS } from "./options.ts";

const COMMAND = {
  name: "deno run -A bench/generator_engine.ts",
  summary:
    "Prints the processor time of a picture: the generator's own engine, onnxruntime-web and onnxruntime-node on one thread.",
  usage: ["[options]"],
  options: {
    d: {
      ...WIDTHS,
      group: "Measurement",
      help: "Widths of the generators, of 64 × 64 pixels",
    },
    batch: {
      type: "integers",
      min: 1,
      max: 1000,
      maxCount: 10,
      default: [1, 16],
      group: "Measurement",
      placeholder: "LIST",
      help: "Pictures at a time",
    },
    runs: {
      type: "integer",
      min: 7,
      max: 10_000,
      default: 9,
      group: "Measurement",
      placeholder: "N",
      help: "Runs of each engine, of which the median counts",
    },
  },
} as const satisfies Command<OptionTable>;

/** Processor time that a run takes at least, in milliseconds. */
const LEAST = 100;

/** Paints a batch. */
type Paint = () => unknown;

async function open(
  model: Uint8Array<ArrayBuffer>,
): Promise<Record<string, (latent: Float32Array) => unknown>> {
  const engine = new Engine(model, compileModule());
  web.env.wasm.numThreads = 1;
  const webSession = await web.InferenceSession.create(model, {
    executionProviders: ["wasm"],
    // Weights of integers become floats once, and not in every run.
    extra: { session: { disable_quant_qdq: "1" } },
  });
  const nativeSession = await native.InferenceSession.create(model, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 4,
  });
  const shape = (latent: Float32Array) => [latent.length / 100, 100];
  return {
    engine: (latent) => engine.paint(latent),
    web: (latent) =>
      webSession.run({
        latent: new web.Tensor("float32", latent, shape(latent)),
      }),
    native: (latent) =>
      nativeSession.run({
        latent: new native.Tensor("float32", latent, shape(latent)),
      }),
  };
}

function usedMilliseconds(): number {
  const { user, system } = cpuUsage();
  return (user + system) / 1000;
}

/** Milliseconds of processor time of one call, over enough of them. */
async function time(paint: Paint, calls: number): Promise<number> {
  const before = usedMilliseconds();
  for (let call = 0; call < calls; call++) await paint();
  return (usedMilliseconds() - before) / calls;
}

async function measure(
  paints: readonly Paint[],
  runs: number,
): Promise<number[]> {
  const calls: number[] = [];
  for (const paint of paints) {
    // The first calls reserve memory and let V8 optimise.
    for (let call = 0; call < 5; call++) await time(paint, 2);
    calls.push(Math.max(1, Math.round(LEAST / await time(paint, 3))));
  }
  const times: number[][] = paints.map(() => []);
  for (let run = 0; run < runs; run++) {
    for (const [index, paint] of paints.entries()) {
      times[index]?.push(await time(paint, calls[index] ?? 1));
    }
  }
  return times.map(median);
}

async function bench(args: readonly string[]): Promise<void> {
  const { help, values } = parseCommandLine(COMMAND, args);
  if (help !== undefined) return console.log(help);
  const rows: string[][] = [];
  for (const d of values.d) {
    const architecture = { d, height: 64, width: 64 };
    const { model } = freezeGenerator(
      randomTensors(architecture),
      architecture,
      "float16",
    );
    const engines = await open(model);
    for (const batch of values.batch) {
      const latent = latents(Array.from({ length: batch }, (_, seed) => seed));
      const [own = NaN, web = NaN, native = NaN] = await measure(
        Object.values(engines).map((paint) => () => paint(latent)),
        values.runs,
      );
      rows.push([
        `d = ${d}, batch ${batch}`,
        ...[own, web, native].map((ms) => (ms / batch).toFixed(2)),
        `${(web / own).toFixed(2)}×`,
        `${(native / own).toFixed(2)}×`,
      ]);
    }
  }
  console.log(
    `Milliseconds of processor time a picture, medians of ${values.runs}; how many times as fast the engine is\n`,
  );
  console.log(table([
    ["", "engine", "web", "node", "to web", "to node"],
    ...rows,
  ]));
}

if (import.meta.main) await runCommand(() => bench(Deno.args));
