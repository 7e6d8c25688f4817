/**
 * Who trains the same networks on the processor: programs in `peers/`, each of
 * which prints the seconds of its steps.
 *
 * @module
 */

import { UserError } from "../core/user_error.ts";

/** Medians of the steps of a turn, in seconds. */
export interface StepTimes {
  /** By the clock. */
  readonly wall: number;
  /** Processor time of all threads. */
  readonly cpu: number;
}

/** One way to do the work. */
export interface TrainingPeer {
  /** What it is called in tables. */
  readonly name: string;
  /** The device, if it is this project. */
  readonly own?: "cpu" | "wasm";
  /**
   * Takes a turn.
   *
   * @throws {UserError} If it is missing, fails, or takes too long.
   */
  readonly takeTurn: () => Promise<StepTimes>;
}

/** What all do. */
export interface TrainingWork {
  /** Base width of the networks. */
  readonly d: number;
  /** Pictures in a batch. */
  readonly batch: number;
  /** Steps in a turn. */
  readonly steps: number;
  /** Seconds that a turn may take. */
  readonly limit: number;
  /** Python with PyTorch. */
  readonly python: string;
}

/** Variables that would choose OpenBLAS's kernels, and slow ones, by hand. */
const BLAS_OVERRIDES = ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"];

/** The last line that says something; Python and Deno end with the error. */
function lastLine(output: Uint8Array): string {
  const lines = new TextDecoder().decode(output).split("\n")
    .map((line) => line.trim()).filter((line) => line !== "");
  return lines.find((line) => /^(error|\w*Error): /.test(line)) ??
    lines.at(-1) ?? "it says nothing";
}

async function takeTurn(
  [program = "", ...args]: readonly string[],
  limit: number,
): Promise<StepTimes> {
  const env: Record<string, string> = {
    ...Deno.env.toObject(),
    NO_COLOR: "1",
  };
  for (const variable of BLAS_OVERRIDES) delete env[variable];
  const signal = AbortSignal.timeout(1000 * limit);
  let output: Deno.CommandOutput;
  try {
    output = await new Deno.Command(program, {
      args,
      env,
      clearEnv: true,
      signal,
    }).output();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new UserError(`there is no ${program}`);
  }
  if (signal.aborted) {
    throw new UserError(`a turn takes more than ${limit} seconds`);
  }
  if (!output.success) throw new UserError(lastLine(output.stderr));
  return JSON.parse(new TextDecoder().decode(output.stdout));
}

/**
 * The peers, this project first.
 *
 * @param work What they do.
 */
export function trainingPeers(
  { d, batch, steps, limit, python }: TrainingWork,
): TrainingPeer[] {
  const peers = `${import.meta.dirname}/peers`;
  const cores = navigator.hardwareConcurrency;
  // The first step does not count, so half of the time is for the others.
  const work = [d, batch, steps, Math.ceil(limit / 2)].map(String);
  const inThreads = (threads: number) =>
    `${threads} ${threads === 1 ? "thread" : "threads"}`;
  const deno = [Deno.execPath(), "run", "-A", "--no-check"];
  const peer = (name: string, ...command: string[]): TrainingPeer => ({
    name,
    takeTurn: () => takeTurn(command, limit),
  });
  const javascript = (file: string) => [
    ...deno,
    ...["--config", `${peers}/javascript/deno.json`],
    `${peers}/javascript/${file}`,
    ...work,
  ];
  return [
    ...(["cpu", "wasm"] as const).map((device) => ({
      ...peer(
        `${device}, ${inThreads(cores)}`,
        ...[...deno, `${peers}/training_here.ts`, ...work],
        ...[`${cores}`, device],
      ),
      own: device,
    })),
    ...[...new Set([1, cores])].map((threads) =>
      peer(
        `PyTorch, ${inThreads(threads)}`,
        ...[python, `${peers}/training_pytorch.py`, ...work, `${threads}`],
      )
    ),
    peer("jax-js, WASM", ...javascript("training_jax.mjs")),
    peer("TensorFlow.js, cpu", ...javascript("training_tensorflow.mjs")),
  ];
}
