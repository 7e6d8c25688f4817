/**
 * Painting in the thread that answers, beside workers:
 * `deno run -A bench/workers.ts`.
 *
 * Each service is asked by several clients at once for pictures that all differ,
 * so that no cache helps, and by another client whether it is up. The services
 * take turns, so that a machine that slows down slows down all of them. The
 * processor time of a picture depends little on what else the machine does;
 * pictures a second do not say much where others use it as well.
 *
 * @module
 */

import type { Command, OptionTable } from "../core/command_line/command.ts";
import { parseCommandLine } from "../core/command_line/parse.ts";
import { runCommand } from "../core/command_line/run_command.ts";
import { freezeForBench, ROOT } from "./cold_variants.ts";
import { type RunningService, startService } from "./load_service.ts";
import { median } from "./median.ts";
import { cpuMilliseconds, residentMegabytes } from "./process_usage.ts";
import { quantile } from "./quantile.ts";
import { table } from "./table.ts";
import { WIDTHS } from "./options.ts";

const COMMAND = {
  name: "deno run -A bench/workers.ts",
  summary:
    "Prints what the service does when it paints in the thread that answers, and with workers: the shipped generators, and one at random for each d.",
  usage: ["[options]"],
  options: {
    d: {
      ...WIDTHS,
      group: "Services",
      help: "Widths of the generators at random",
    },
    workers: {
      type: "integers",
      min: 0,
      max: 64,
      maxCount: 10,
      default: [0, 1, 2],
      group: "Services",
      placeholder: "LIST",
      help: "How many workers; 0 paints in the thread that answers",
    },
    against: {
      type: "string",
      defaultText: "none",
      group: "Services",
      placeholder: "DIR",
      help: "Folder of another version of the project",
    },
    rounds: {
      type: "integer",
      min: 1,
      max: 1000,
      default: 5,
      group: "Measurement",
      placeholder: "N",
      help: "Turns of every service that count",
    },
    requests: {
      type: "integer",
      min: 1,
      max: 100_000,
      default: 200,
      group: "Measurement",
      placeholder: "N",
      help: "Pictures of a turn",
    },
    clients: {
      type: "integer",
      min: 1,
      max: 1000,
      default: 4,
      group: "Measurement",
      placeholder: "N",
      help: "Clients that ask at the same time",
    },
  },
} as const satisfies Command<OptionTable>;

/** Milliseconds between two questions whether the service is up. */
const HEALTH_PAUSE = 20;

/** A service under measurement. */
interface Contender {
  readonly name: string;
  readonly service: RunningService;
  /** Pictures a second, turn by turn. */
  readonly rates: number[];
  /** Milliseconds of processor time for a picture, turn by turn. */
  readonly cpu: number[];
  /** Milliseconds to the answer that it is up. */
  readonly health: number[];
}

/** Every picture is another one, whoever paints it. */
let nextSeed = 0;

async function ask(url: string | URL): Promise<number> {
  const began = performance.now();
  const response = await fetch(url);
  await response.bytes();
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return performance.now() - began;
}

async function turn(
  { service: { url, pid }, rates, cpu, health }: Contender,
  requests: number,
  clients: number,
): Promise<void> {
  let left = requests;
  let asking = true;
  const watching = (async () => {
    while (asking) {
      health.push(await ask(new URL("/healthz", url)));
      await new Promise((resolve) => setTimeout(resolve, HEALTH_PAUSE));
    }
  })();
  const usedBefore = cpuMilliseconds(pid);
  const began = performance.now();
  try {
    await Promise.all(Array.from({ length: clients }, async () => {
      while (left-- > 0) await ask(`${url}/image/${nextSeed++}.png`);
    }));
  } finally {
    asking = false;
    await watching;
  }
  rates.push(requests / ((performance.now() - began) / 1000));
  cpu.push((cpuMilliseconds(pid) - usedBefore) / requests);
}

function summary(contender: Contender): string[] {
  const { name, service, rates, cpu, health } = contender;
  return [
    name,
    median(rates).toFixed(0),
    median(cpu).toFixed(2),
    median(health).toFixed(1),
    quantile(health, 0.95).toFixed(0),
    residentMegabytes(service.pid).toFixed(0),
  ];
}

/** Starts all services of a generator, lets them take turns, and ends them. */
async function compare(
  folder: string,
  roots: readonly string[],
  workers: readonly number[],
  turns: { rounds: number; requests: number; clients: number },
): Promise<string[][]> {
  const contenders: Contender[] = [];
  try {
    for (const root of roots) {
      for (const count of workers) {
        const other = root === ROOT ? "" : `, ${root}`;
        const name = `${count === 0 ? "no" : count} worker${
          count === 1 ? "" : "s"
        }${other}`;
        const service = await startService(folder, count, root);
        contenders.push({ name, service, rates: [], cpu: [], health: [] });
      }
    }
    for (let round = 0; round <= turns.rounds; round++) {
      for (const contender of contenders) {
        // Slow at first, it would refuse several: V8 compiles what runs often.
        const clients = round === 0 ? 1 : turns.clients;
        await turn(contender, turns.requests, clients);
        if (round > 0) continue;
        for (const list of [contender.rates, contender.cpu, contender.health]) {
          list.length = 0;
        }
      }
    }
    return contenders.map(summary);
  } finally {
    for (const { service } of contenders) await service.stop();
  }
}

async function bench(args: readonly string[]): Promise<void> {
  const { help, values } = parseCommandLine(COMMAND, args);
  if (help !== undefined) return console.log(help);
  const { d, workers, against, rounds, requests, clients } = values;
  const roots = [ROOT, ...against === undefined ? [] : [against]];
  const scratch = await Deno.makeTempDir();
  console.log(
    `medians of ${rounds} turns of ${requests} pictures by ${clients} clients, after one that does not count;\nms of processor time for a picture, ms to the answer of /healthz, MB at the end\n`,
  );
  try {
    const generators = [{ name: "shipped", folder: `${ROOT}weights` }];
    for (const width of d) {
      const folder = `${scratch}/${width}`;
      await freezeForBench(folder, width, "float16");
      generators.push({ name: `d = ${width}`, folder });
    }
    for (const { name, folder } of generators) {
      const turns = { rounds, requests, clients };
      console.log(
        table([
          [name, "/s", "cpu", "p50", "p95", "RSS"],
          ...await compare(folder, roots, workers, turns),
        ]) + "\n",
      );
    }
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
}

if (import.meta.main) await runCommand(() => bench(Deno.args));
