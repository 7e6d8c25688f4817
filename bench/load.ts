/**
 * The service under load: `deno run -A bench/load.ts`.
 *
 * Starts the service, measures how many pictures a second it can paint, and then
 * asks for 1, 2 and 4 times as many, at a steady pace whatever it answers. Every
 * picture is another one, so that no cache helps, and every answer is compared,
 * byte for byte, with the picture of its seed as painted alone in this process.
 *
 * Clients and service share the machine: what it prints is a lower bound.
 *
 * @module
 */

import { createHash } from "node:crypto";
import type { Command, OptionTable } from "../core/command_line/command.ts";
import { folderUrl } from "../core/folder_url.ts";
import { loadGenerator } from "../core/generator/frozen_generator.ts";
import { parseCommandLine } from "../core/command_line/parse.ts";
import { encodePng } from "../core/picture/png.ts";
import { runCommand } from "../core/command_line/run_command.ts";
import { UserError } from "../core/user_error.ts";
import { paintSeed } from "../core/generator/paint_seed.ts";
import { type RunningService, startService } from "./load_service.ts";
import { MODEL } from "./options.ts";
import { quantile } from "./quantile.ts";

const COMMAND = {
  name: "deno run -A bench/load.ts",
  summary:
    "Prints what the service answers at 1, 2 and 4 times the load it can bear.",
  usage: ["[options]"],
  options: {
    model: MODEL,
    workers: {
      type: "integer",
      min: 0,
      max: 64,
      defaultText: "as it likes",
      group: "Service",
      placeholder: "N",
      help: "Workers of the service",
    },
    seconds: {
      type: "number",
      min: 1,
      max: 600,
      default: 10,
      group: "Load",
      placeholder: "N",
      help: "How long each load lasts",
    },
    capacity: {
      type: "number",
      min: 1,
      max: 100_000,
      defaultText: "what it can bear, measured",
      group: "Load",
      placeholder: "N",
      help:
        "Pictures a second of the first load, to ask two builds for the same",
    },
  },
} as const satisfies Command<OptionTable>;

/** Clients that ask at the same time while the capacity is measured. */
const CLIENTS = 16;

/** Seconds before anything is measured. */
const WARM_UP = 2;

const LOADS = [1, 2, 4];

/** Requests that may be under way; a client that waits longer gives up. */
const MOST_UNDER_WAY = 2000;

/** One request and its answer. */
interface Answer {
  seed: number;
  /** HTTP status, or 0 if there was no answer. */
  status: number;
  /** Milliseconds since it should have been sent. */
  latency: number;
  /** SHA-256 of the body of a 200. */
  digest: string;
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

async function ask(
  { url }: RunningService,
  seed: number,
  due = performance.now(),
): Promise<Answer> {
  try {
    const response = await fetch(`${url}/image/${seed}.png`);
    const bytes = await response.bytes();
    const digest = response.status === 200 ? sha256(bytes) : "";
    const latency = performance.now() - due;
    return { seed, status: response.status, latency, digest };
  } catch {
    return { seed, status: 0, latency: performance.now() - due, digest: "" };
  }
}

/** Pictures a second when some clients ask for one after the other. */
async function measureCapacity(
  service: RunningService,
  firstSeed: number,
  seconds: number,
): Promise<number> {
  const end = performance.now() + seconds * 1000;
  let seed = firstSeed;
  let painted = 0;
  await Promise.all(Array.from({ length: CLIENTS }, async () => {
    while (performance.now() < end) {
      const { status } = await ask(service, seed++);
      if (status === 200) painted++;
    }
  }));
  return painted / seconds;
}

/** What came of a load. */
interface Outcome {
  answers: Answer[];
  /** Seconds until the last answer. */
  seconds: number;
}

/** Asks at a steady pace, whether or not there have been answers. */
async function applyLoad(
  service: RunningService,
  firstSeed: number,
  rate: number,
  seconds: number,
): Promise<Outcome> {
  const start = performance.now();
  const answers: Promise<Answer>[] = [];
  let underWay = 0;
  for (let index = 0; index < rate * seconds; index++) {
    const due = start + index * 1000 / rate;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const seed = firstSeed + index;
    if (underWay >= MOST_UNDER_WAY) {
      const gaveUp = { seed, status: 0, latency: 0, digest: "" };
      answers.push(Promise.resolve(gaveUp));
      continue;
    }
    underWay++;
    answers.push(ask(service, seed, due).finally(() => underWay--));
  }
  return {
    answers: await Promise.all(answers),
    seconds: (performance.now() - start) / 1000,
  };
}

/** How many of the pictures are not those of their seeds. */
async function countWrong(
  model: string,
  answers: readonly Answer[],
): Promise<number> {
  const generator = await loadGenerator(folderUrl(model));
  let wrong = 0;
  for (const { seed, status, digest } of answers) {
    if (status !== 200) continue;
    const png = encodePng(paintSeed(generator, seed));
    if (sha256(png) !== digest) wrong++;
  }
  return wrong;
}

/** A load, and what the service did under it. */
interface Run {
  /** Load as a multiple of the capacity. */
  load: number;
  /** Requests a second. */
  rate: number;
  outcome: Outcome;
  /** Highest resident memory, MB. */
  rss: number;
}

function percent(part: number, whole: number): string {
  return `${(100 * part / whole).toFixed(1)} %`;
}

function row(cells: readonly (string | number)[]): string {
  const widths = [4, 10, 10, 9, 8, 8, 8, 8, 9, 6];
  return cells.map((cell, index) => `${cell}`.padStart(widths[index] ?? 8))
    .join("");
}

function summarize(
  { load, rate, outcome, rss }: Run,
  wrong: number,
): string {
  const { answers, seconds } = outcome;
  const good = answers.filter(({ status }) => status === 200);
  const refused =
    answers.filter(({ status }) => status === 429 || status === 503).length;
  const failed = answers.length - good.length - refused;
  const latencies = good.map(({ latency }) => latency);
  const milliseconds = [0.5, 0.95, 0.99].map((part) =>
    quantile(latencies, part).toFixed(0)
  );
  return row([
    `${load}×`,
    rate.toFixed(1),
    (good.length / seconds).toFixed(1),
    percent(refused, answers.length),
    percent(failed, answers.length),
    ...milliseconds,
    rss.toFixed(0),
    wrong,
  ]);
}

async function load(args: readonly string[]): Promise<void> {
  const { help, values } = parseCommandLine(COMMAND, args);
  if (help !== undefined) return console.log(help);
  const { model, workers, seconds } = values;
  const service = await startService(model, workers);
  const runs: Run[] = [];
  try {
    let seed = 0;
    // First it has to warm up: V8 compiles what runs often.
    await measureCapacity(service, seed, WARM_UP);
    seed += 1_000_000;
    const measured = await measureCapacity(service, seed, seconds);
    if (measured === 0) throw new UserError("The service paints nothing");
    console.log(
      `${model}: capacity ${
        measured.toFixed(1)
      } pictures/s with ${CLIENTS} clients`,
    );
    const capacity = values.capacity ?? measured;
    seed += 1_000_000;
    for (const load of LOADS) {
      service.takePeak();
      const rate = load * capacity;
      const outcome = await applyLoad(service, seed, rate, seconds);
      runs.push({ load, rate, outcome, rss: service.takePeak() });
      seed += 1_000_000;
    }
  } finally {
    await service.stop();
  }
  console.log(row([
    ...["load", "asked/s", "painted/s", "refused", "failed"],
    ...["p50 ms", "p95 ms", "p99 ms", "RSS MB", "wrong"],
  ]));
  for (const run of runs) {
    console.log(summarize(run, await countWrong(model, run.outcome.answers)));
  }
}

if (import.meta.main) await runCommand(() => load(Deno.args));
