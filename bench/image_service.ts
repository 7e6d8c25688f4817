/**
 * Our service beside one for Node.js: `deno run -A bench/image_service.ts`.
 *
 * Both serve the same frozen generator, painting on one thread. Requests are
 * sent one after the other, and then by several clients; every picture is
 * another one, so that no cache helps. The services take turns, so that a
 * machine that slows down slows down all of them. The processor time of a
 * service for a picture does not depend on what else the machine does.
 *
 * Needs `node`.
 *
 * @module
 */

import type { Command, OptionTable } from "../core/command_line/command.ts";
import { folderUrl } from "../core/folder_url.ts";
import { readGeneratorCard } from "../core/generator/generator_folder.ts";
import { parseCommandLine } from "../core/command_line/parse.ts";
import { runCommand } from "../core/command_line/run_command.ts";
import { startService } from "./load_service.ts";
import { median } from "./median.ts";
import { startNodeService } from "./node_service.ts";
import { cpuMilliseconds } from "./process_usage.ts";
import { quantile } from "./quantile.ts";
import { table } from "./table.ts";

const COMMAND = {
  name: "deno run -A bench/image_service.ts",
  summary:
    "Prints latency and throughput of /image/{seed}.png, here and in a service for Node.js with onnxruntime-node, both on one thread.",
  usage: ["[options]"],
  options: {
    model: {
      type: "string",
      default: "weights",
      group: "Services",
      placeholder: "FOLDER",
      help: "Folder of the frozen generator",
    },
    node: {
      type: "string",
      default: "node",
      group: "Services",
      placeholder: "COMMAND",
      help: "Node.js",
    },
    rounds: {
      type: "integer",
      min: 1,
      max: 1000,
      default: 7,
      group: "Measurement",
      placeholder: "N",
      help: "Turns of every service",
    },
    requests: {
      type: "integer",
      min: 1,
      max: 100_000,
      default: 100,
      group: "Measurement",
      placeholder: "N",
      help: "Requests of a turn, as often for one client as for several",
    },
    clients: {
      type: "integer",
      min: 2,
      max: 1000,
      default: 8,
      group: "Measurement",
      placeholder: "N",
      help: "How many clients several are",
    },
  },
} as const satisfies Command<OptionTable>;

/** A service under measurement. */
interface Contender {
  name: string;
  url: string;
  pid: number;
  stop(): Promise<void>;
  /** Milliseconds from request to picture, one after the other. */
  latencies: number[];
  /** Milliseconds of the stages that it names itself. */
  stages: Record<string, number[]>;
  /** Pictures a second, turn by turn. */
  rates: { one: number[]; several: number[] };
  /** Processor time for a picture, turn by turn. */
  cpu: { one: number[]; several: number[] };
}

/** Every picture is another one, whoever paints it. */
let nextSeed = 0;

async function ask(contender: Contender): Promise<number> {
  const began = performance.now();
  const response = await fetch(`${contender.url}/image/${nextSeed++}.png`);
  await response.bytes();
  const took = performance.now() - began;
  if (!response.ok) throw new Error(`${contender.name}: ${response.status}`);
  const header = response.headers.get("Server-Timing") ?? "";
  for (const [, stage = "", ms] of header.matchAll(/(\w+);dur=([\d.]+)/g)) {
    (contender.stages[stage] ??= []).push(Number(ms));
  }
  return took;
}

/** Asks for pictures; gives how many a second, and processor time for one. */
async function turn(
  contender: Contender,
  requests: number,
  clients: number,
): Promise<{ rate: number; cpu: number; latencies: number[] }> {
  let left = requests;
  const latencies: number[] = [];
  const usedBefore = cpuMilliseconds(contender.pid);
  const began = performance.now();
  await Promise.all(Array.from({ length: clients }, async () => {
    while (left-- > 0) latencies.push(await ask(contender));
  }));
  const seconds = (performance.now() - began) / 1000;
  const used = cpuMilliseconds(contender.pid) - usedBefore;
  return { rate: requests / seconds, cpu: used / requests, latencies };
}

async function open(model: string, node: string): Promise<Contender[]> {
  const fresh = () => ({
    latencies: [],
    stages: {},
    rates: { one: [], several: [] },
    cpu: { one: [], several: [] },
  });
  const contenders: Contender[] = [];
  const card = await readGeneratorCard(Deno, folderUrl(model));
  for (
    const [name, start] of [
      ["ours, one worker", () => startService(model, 1)],
      ["ours, no worker", () => startService(model, 0)],
      ["onnxruntime-node", () => startNodeService(node, model, card)],
    ] as const
  ) {
    const { url, pid, stop } = await start();
    contenders.push({ name, url, pid, stop, ...fresh() });
  }
  return contenders;
}

function summary(contender: Contender): string[] {
  const { name, latencies, stages, rates, cpu } = contender;
  const stage = (name: string) => stages[name] ?? [];
  const named = ["queue", "infer", "encode"].map((name) =>
    stage(name).length === 0 ? 0 : median(stage(name))
  );
  const p50 = median(latencies);
  return [
    name,
    p50.toFixed(1),
    quantile(latencies, 0.95).toFixed(1),
    Math.min(...latencies).toFixed(1),
    ...named.map((ms) => ms.toFixed(1)),
    median(rates.one).toFixed(0),
    median(rates.several).toFixed(0),
    median(cpu.one).toFixed(1),
    median(cpu.several).toFixed(1),
  ];
}

async function bench(args: readonly string[]): Promise<void> {
  const { help, values } = parseCommandLine(COMMAND, args);
  if (help !== undefined) return console.log(help);
  const { model, node, rounds, requests, clients } = values;
  const contenders = await open(model, node);
  try {
    for (let round = 0; round <= rounds; round++) {
      for (const contender of contenders) {
        const one = await turn(contender, requests, 1);
        const stages = structuredClone(contender.stages);
        const several = await turn(contender, requests, clients);
        // Of stages, those without a crowd are shown.
        contender.stages = stages;
        if (round === 0) {
          // V8 compiles what runs often.
          contender.stages = {};
          continue;
        }
        contender.latencies.push(...one.latencies);
        contender.rates.one.push(one.rate);
        contender.rates.several.push(several.rate);
        contender.cpu.one.push(one.cpu);
        contender.cpu.several.push(several.cpu);
      }
    }
  } finally {
    for (const { stop } of contenders) await stop();
  }
  console.log(
    `${model}: ${rounds} turns of ${requests} requests by 1 client and by ${clients}; ms, pictures a second, ms of processor time for a picture\n`,
  );
  console.log(table([
    [
      ...["", "p50", "p95", "fastest", "queue", "infer", "encode"],
      ...["1: /s", `${clients}: /s`, "1: cpu", `${clients}: cpu`],
    ],
    ...contenders.map(summary),
  ]));
}

if (import.meta.main) await runCommand(() => bench(Deno.args));
