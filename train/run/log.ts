/**
 * The log of a run, `log.jsonl`: one JSON object for every step.
 *
 * @module
 */

import { writeAtomically } from "../../core/atomic_file.ts";

/** One step in the log. */
export interface LogEntry {
  /** Number of the step, from 1. */
  readonly step: number;
  /** Real pictures shown so far. */
  readonly images: number;
  /** Epoch of the step, from 1. */
  readonly epoch: number;
  /** Learning rate of the generator's update. */
  readonly lr: number;
  /** Learning rate of the discriminator's update. */
  readonly lr_d: number;
  /** Mean of the discriminator's two losses, as the reference reports it. */
  readonly loss_d: number;
  /** Discriminator's loss on the real batch. */
  readonly loss_d_real: number;
  /** Discriminator's loss on the fake batch. */
  readonly loss_d_fake: number;
  /** Generator's loss. */
  readonly loss_g: number;
  /** Mean D(x) of the real batch, 0..1. */
  readonly d_real: number;
  /** Mean D(G(z)) of the discriminator's fake batch, 0..1. */
  readonly d_fake: number;
  /** Probability of each augmentation, 0..1, if there are any. */
  readonly augment?: number;
  /** Seconds the step took. */
  readonly seconds: number;
}

/**
 * Opens a log to go on after a step. Entries past it and half-written lines,
 * which an interrupted run left behind, are dropped.
 *
 * @param path Path of the log.
 * @param step Steps to keep; 0 starts anew.
 * @returns A function that appends an entry, and one that closes the file.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { openLog } from "edge-dcgan/train/run/log.ts";
 *
 * const path = await Deno.makeTempFile();
 * await Deno.writeTextFile(path, '{"step":1}\n{"step":2}\n{"step":3');
 * const log = await openLog(path, 1);
 * log.close();
 * assertEquals(await Deno.readTextFile(path), '{"step":1}\n');
 * await Deno.remove(path);
 * ```
 */
export async function openLog(
  path: string,
  step: number,
): Promise<{ append: (entry: LogEntry) => void; close: () => void }> {
  const kept = (await readLines(path)).filter((line) => stepOf(line) <= step);
  await writeAtomically(path, kept.map((line) => `${line}\n`).join(""));
  const file = await Deno.open(path, { append: true });
  return {
    append: (entry) => {
      const bytes = new TextEncoder().encode(`${JSON.stringify(entry)}\n`);
      for (let written = 0; written < bytes.length;) {
        written += file.writeSync(bytes.subarray(written));
      }
    },
    close: () => file.close(),
  };
}

/** The step of an entry; past every step if the line is damaged. */
function stepOf(line: string): number {
  try {
    return (JSON.parse(line) as LogEntry).step;
  } catch {
    return Infinity;
  }
}

async function readLines(path: string): Promise<string[]> {
  try {
    return (await Deno.readTextFile(path)).split("\n");
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
