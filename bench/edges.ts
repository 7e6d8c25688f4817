/**
 * The service on every runtime: `deno run -A bench/edges.ts`.
 *
 * Builds it for Cloudflare Workers and for npm, starts it on each runtime in
 * turns, and prints the SHA-256 of the same seed's PNG with what it took: the
 * time from the start of the process to that picture, processor time of the
 * pictures after it, and memory.
 *
 * @module
 */

import { createHash } from "node:crypto";
import type { Command, OptionTable } from "../core/command_line/command.ts";
import { parseCommandLine } from "../core/command_line/parse.ts";
import { runCommand } from "../core/command_line/run_command.ts";
import { folderUrl } from "../core/folder_url.ts";
import { UserError } from "../core/user_error.ts";
import { buildNpm } from "../build/npm.ts";
import { buildWorkers } from "../build/workers.ts";
import { installed } from "../tests/build/installed.ts";
import { startWorkerd } from "../tests/build/workerd.ts";
import { median } from "./median.ts";
import { MODEL } from "./options.ts";
import { cpuMilliseconds, peakMegabytes } from "./process_usage.ts";
import { table } from "./table.ts";

const COMMAND = {
  name: "deno run -A bench/edges.ts",
  summary: "Prints what the service takes on every runtime that it runs on.",
  usage: ["[options]"],
  options: {
    model: MODEL,
    edge: {
      type: "string",
      defaultText: "none",
      group: "Service",
      placeholder: "PATH",
      help: "Another Deno, for instance 2.5.0: the program, not a script",
    },
    pictures: {
      type: "integer",
      min: 1,
      max: 100_000,
      default: 300,
      group: "Measurement",
      placeholder: "N",
      help: "Pictures whose processor time is measured",
    },
    runs: {
      type: "integer",
      min: 1,
      max: 100,
      default: 3,
      group: "Measurement",
      placeholder: "N",
      help: "Starts of each runtime",
    },
  },
} as const satisfies Command<OptionTable>;

/** The seed whose picture is compared. */
const SEED = 7;

/** A service that listens. */
interface Running extends AsyncDisposable {
  readonly origin: string;
  readonly pid: number;
}

/** A runtime by its name, and how the service starts on it. */
type Runtime = readonly [name: string, start: () => Promise<Running>];

async function startProgram(
  program: string,
  args: readonly string[],
): Promise<Running> {
  const child = new Deno.Command(program, {
    args: [...args],
    env: { HOST: "127.0.0.1", PORT: "0", WORKERS: "0", DENO_NO_PROMPT: "1" },
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  let origin: string | undefined;
  while (origin === undefined) {
    const { value, done } = await reader.read();
    if (done) throw new UserError(`${program} did not start`);
    text += value;
    [, origin] = /at (http\S+)\/\n/.exec(text) ?? [];
  }
  // Its logs must not fill the pipe.
  const drained = (async () => {
    while (!(await reader.read()).done);
  })();
  return {
    origin,
    pid: child.pid,
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGTERM");
      await Promise.all([child.status, drained]);
    },
  };
}

/** What one start took. */
interface Measured {
  hash: string;
  firstMs: number;
  cpuMs: number;
  megabytes: number;
}

async function picture(origin: string, seed: number): Promise<Uint8Array> {
  const response = await fetch(`${origin}/image/${seed}.png`);
  if (response.status !== 200) {
    throw new UserError(`${origin} answers with ${response.status}`);
  }
  return await response.bytes();
}

async function measure(
  start: () => Promise<Running>,
  pictures: number,
): Promise<Measured> {
  const started = performance.now();
  await using service = await start();
  const { origin, pid } = service;
  const first = await picture(origin, SEED);
  const firstMs = performance.now() - started;
  // Compilers have seen enough by then.
  for (let seed = 1000; seed < 1000 + pictures / 3; seed++) {
    await picture(origin, seed);
  }
  const before = cpuMilliseconds(pid);
  for (let seed = 0; seed < pictures; seed++) {
    await picture(origin, 2_000_000 + seed);
  }
  const cpuMs = (cpuMilliseconds(pid) - before) / pictures;
  const hash = createHash("sha256").update(first).digest("hex");
  return { hash, firstMs, cpuMs, megabytes: peakMegabytes(pid) };
}

async function runtimes(
  scratch: string,
  model: string,
  edge: string | undefined,
): Promise<Runtime[]> {
  const folder = folderUrl(model).pathname;
  await buildWorkers([folder, "--out", `${scratch}/workers`]);
  await buildNpm([folder, "--out", `${scratch}/npm`]);
  const workerd = await installed("workerd", "1.20261117.1");
  const bun = await installed("bun", "1.4.4");
  const main = new URL("../serve/main.ts", import.meta.url).pathname;
  const onDeno = (deno: string) => () =>
    startProgram(deno, [
      ...["run", "--allow-net", "--allow-env", "--allow-read", main, folder],
    ]);
  const package_ = [`${scratch}/npm/bin.js`];
  return [
    [`Deno ${Deno.version.deno}`, onDeno(Deno.execPath())],
    ...edge === undefined ? [] : [["the other Deno", onDeno(edge)] as const],
    ["workerd", () => startWorkerd(workerd, `${scratch}/workers`)],
    ["Node.js", () => startProgram("node", package_)],
    ["Bun", () => startProgram(bun, package_)],
  ];
}

async function bench(args: readonly string[]): Promise<void> {
  const { help, values } = parseCommandLine(COMMAND, args);
  if (help !== undefined) return console.log(help);
  const scratch = await Deno.makeTempDir();
  try {
    const all = await runtimes(scratch, values.model, values.edge);
    const found = all.map((): Measured[] => []);
    for (let run = 0; run < values.runs; run++) {
      for (const [index, [, start]] of all.entries()) {
        found[index]?.push(await measure(start, values.pictures));
      }
    }
    console.log(`\nmedians of ${values.runs} starts in turns\n`);
    console.log(table([
      ["", `PNG of seed ${SEED}`, "first", "a picture", "memory"],
      ...all.map(([name], index) => {
        const runs = found[index] ?? [];
        const of = (key: "firstMs" | "cpuMs" | "megabytes") =>
          median(runs.map((run) => run[key]));
        const hashes = new Set(runs.map(({ hash }) => hash.slice(0, 16)));
        return [
          name,
          [...hashes].join(" "),
          `${of("firstMs").toFixed(0)} ms`,
          `${of("cpuMs").toFixed(1)} ms`,
          `${of("megabytes").toFixed(0)} MB`,
        ];
      }),
    ]));
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
}

if (import.meta.main) await runCommand(() => bench(Deno.args));
