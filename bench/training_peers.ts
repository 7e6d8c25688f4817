/**
 * Who trains the same networks on the processor: programs in `peers/`, each of
 * which prints the seconds of its steps.
 *
 * @module
 */

import { DENO, jsonLines, runPeer } from "./run_peer.ts";

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
  const peer = (name: string, ...command: string[]): TrainingPeer => ({
    name,
    takeTurn: async () => {
      const [times] = jsonLines<StepTimes>(await runPeer(command, limit));
      return times as StepTimes;
    },
  });
  const javascript = (file: string) => [
    ...DENO,
    ...["--config", `${peers}/javascript/deno.json`],
    `${peers}/javascript/${file}`,
    ...work,
  ];
  return [
    ...(["cpu", "wasm"] as const).map((device) => ({
      ...peer(
        `${device}, ${inThreads(cores)}`,
        ...[...DENO, `${peers}/training_here.ts`, ...work],
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
