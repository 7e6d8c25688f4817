/**
 * Training on native code and on WASM beside PyTorch on the same processor:
 * `deno task bench`.
 *
 * All peers train the same networks on the same work; they take turns, so that
 * a machine that slows down slows down all. PyTorch runs on one thread and on
 * all, since on few cores one is sometimes faster, and its better median
 * counts. Needs `python3` with `torch` (Debian: python3-torch and
 * libopenblas0-pthread).
 *
 * @module
 */

import type { Command, OptionTable } from "../core/command_line/command.ts";
import { parseCommandLine } from "../core/command_line/parse.ts";
import { runCommand } from "../core/command_line/run_command.ts";
import { UserError } from "../core/user_error.ts";
import { median } from "./median.ts";

const COMMAND = {
  name: "deno task bench",
  summary:
    "Prints images per second of training here and in PyTorch, in turns, and their ratios.",
  usage: ["[options]"],
  options: {
    d: {
      type: "integers",
      min: 1,
      max: 512,
      maxCount: 10,
      default: [16, 32, 64],
      group: "Work",
      placeholder: "LIST",
      help: "Base widths of the networks",
    },
    batch: {
      type: "integer",
      min: 2,
      max: 4096,
      default: 64,
      group: "Work",
      placeholder: "N",
      help: "Pictures in a batch",
    },
    rounds: {
      type: "integer",
      min: 1,
      max: 100,
      default: 5,
      group: "Work",
      placeholder: "N",
      help: "Turns of every peer",
    },
    steps: {
      type: "integer",
      min: 1,
      max: 100,
      default: 3,
      group: "Work",
      placeholder: "N",
      help: "Steps in a turn, of which the median counts",
    },
    python: {
      type: "string",
      default: "python3",
      group: "Work",
      placeholder: "COMMAND",
      help: "Python with PyTorch",
    },
  },
} as const satisfies Command<OptionTable>;

/** Variables that would choose OpenBLAS's kernels, and slow ones, by hand. */
const BLAS_OVERRIDES = ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"];

/** One way to do the work. */
interface Peer {
  name: string;
  command: string[];
}

async function measure({ name, command }: Peer): Promise<number> {
  const [program = "", ...args] = command;
  const env = Deno.env.toObject();
  for (const variable of BLAS_OVERRIDES) delete env[variable];
  const { code, stdout, stderr } = await new Deno.Command(program, {
    args,
    env,
    clearEnv: true,
  }).output();
  if (code !== 0) {
    const lines = new TextDecoder().decode(stderr).trim().split("\n");
    throw new UserError(`${name} failed: ${lines.at(-1)}`);
  }
  return JSON.parse(new TextDecoder().decode(stdout)).imagesPerSecond;
}

function peersOf(d: number, batch: number, steps: number, python: string) {
  const here = import.meta.dirname;
  const cores = navigator.hardwareConcurrency;
  const work = [d, batch, steps].map(String);
  const own = (["cpu", "wasm"] as const).map((device): Peer => ({
    name: `${device}, ${cores} threads`,
    command: [
      Deno.execPath(),
      "run",
      "-A",
      `${here}/peers/training_wasm.ts`,
      ...work,
      `${cores}`,
      device,
    ],
  }));
  const torch = [...new Set([1, cores])].map((threads): Peer => ({
    name: `PyTorch, ${threads} ${threads === 1 ? "thread" : "threads"}`,
    command: [
      python,
      `${here}/peers/training_pytorch.py`,
      ...work,
      `${threads}`,
    ],
  }));
  return [...own, ...torch];
}

async function bench(args: readonly string[]): Promise<void> {
  const { help, values } = parseCommandLine(COMMAND, args);
  if (help !== undefined) return console.log(help);
  const { batch, rounds, steps, python } = values;
  console.log(`batch ${batch}, median of ${rounds} turns, images/s`);
  for (const d of values.d) {
    const peers = peersOf(d, batch, steps, python);
    const speeds = peers.map((): number[] => []);
    for (let round = 0; round < rounds; round++) {
      for (const [index, peer] of peers.entries()) {
        speeds[index]?.push(await measure(peer));
      }
    }
    const medians = speeds.map(median);
    peers.forEach(({ name }, index) => {
      const turns = speeds[index] as number[];
      console.log(
        `d ${d}  ${name.padEnd(20)} ${(medians[index] as number).toFixed(1)}` +
          `  (${Math.min(...turns).toFixed(1)} to ${
            Math.max(...turns).toFixed(1)
          })`,
      );
    });
    const [native = NaN, wasm = NaN, ...torch] = medians;
    const best = Math.max(...torch);
    for (
      const [name, ratio] of [
        ["cpu / PyTorch", native / best],
        ["wasm / PyTorch", wasm / best],
        ["cpu / wasm", native / wasm],
      ] as const
    ) console.log(`d ${d}  ${name.padEnd(20)} ${ratio.toFixed(2)}`);
  }
}

if (import.meta.main) await runCommand(() => bench(Deno.args));
