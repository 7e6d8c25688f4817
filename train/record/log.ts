/**
 * The logs of a run: `log.jsonl`, one JSON object for every step, and others of
 * its kind.
 *
 * @module
 */

import { writeAtomically } from "../../core/atomic_file.ts";
import { WriteError, writeError } from "../../core/write_error.ts";
import { jsonLines } from "./json_lines.ts";

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

/** A file of entries, one JSON object a line, in the order of their steps. */
export interface StepLog<Entry> {
  /** Entries that were there, up to the step it was opened for. */
  readonly kept: readonly Entry[];
  /**
   * Appends an entry at once, all of it or nothing.
   *
   * @throws {WriteError} If it cannot be written, or the log was deleted.
   */
  readonly append: (entry: Entry) => void;
  /**
   * Makes what was appended outlast a power failure.
   *
   * @throws {WriteError} If that fails.
   */
  readonly flush: () => void;
  /** Closes the file. */
  readonly close: () => void;
}

/**
 * Opens a log to go on after a step. Entries past it and half-written lines,
 * which an interrupted run left behind, are dropped.
 *
 * @param path Path of the log.
 * @param step Steps to keep; 0 starts anew.
 * @returns What was kept, and what appends to it.
 * @throws {WriteError} If it cannot be written.
 */
export async function openLog<Entry extends { readonly step: number }>(
  path: string,
  step: number,
): Promise<StepLog<Entry>> {
  const kept = (await readEntries<Entry>(path))
    .filter((entry) => entry.step <= step);
  const lines = kept.map((entry) => `${JSON.stringify(entry)}\n`);
  await writeAtomically(path, lines.join(""));
  const file = await open(path);
  return {
    kept,
    append: (entry) => {
      const { size, nlink } = file.statSync();
      // Writing to a deleted file succeeds, but nobody will ever read it.
      if (nlink === 0) throw new WriteError(path, "it was deleted");
      const bytes = new TextEncoder().encode(`${JSON.stringify(entry)}\n`);
      try {
        for (let written = 0; written < bytes.length;) {
          written += file.writeSync(bytes.subarray(written));
        }
      } catch (error) {
        file.truncateSync(size);
        throw writeError(path, error);
      }
    },
    flush: () => {
      try {
        file.syncSync();
      } catch (error) {
        throw writeError(path, error);
      }
    },
    close: () => file.close(),
  };
}

async function open(path: string): Promise<Deno.FsFile> {
  try {
    return await Deno.open(path, { append: true });
  } catch (error) {
    throw writeError(path, error);
  }
}

/**
 * Reads the entries of a log.
 *
 * @param path Path of the log; without a file there are none.
 * @returns The entries, without half-written lines.
 */
export async function readEntries<Entry extends { readonly step: number }>(
  path: string,
): Promise<Entry[]> {
  return await Array.fromAsync(jsonLines(path)) as unknown[] as Entry[];
}
