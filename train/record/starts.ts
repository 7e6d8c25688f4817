/**
 * When and where a run was started and resumed, `starts.jsonl`: one JSON
 * object for each time.
 *
 * @module
 */

import { writeAtomically } from "../../core/atomic_file.ts";
import { jsonLines } from "./json_lines.ts";

/** One start of a run. */
export interface RunStart {
  /** Steps that the run had behind it. */
  readonly step: number;
  /** Time, as ISO 8601 in UTC. */
  readonly time: string;
  /** What it was trained on: an adapter's name, or a number of threads. */
  readonly device: string;
  /** Version of Deno. */
  readonly deno: string;
}

/**
 * Adds a start.
 *
 * @param path Path of `starts.jsonl`; made if it is missing.
 * @param start The start.
 */
export async function addStart(path: string, start: RunStart): Promise<void> {
  const starts = [...await readStarts(path), start];
  const lines = starts.map((start) => `${JSON.stringify(start)}\n`);
  await writeAtomically(path, lines.join(""));
}

/**
 * Reads the starts of a run.
 *
 * @param path Path of `starts.jsonl`; without it none are known.
 */
export async function readStarts(path: string): Promise<RunStart[]> {
  const starts: RunStart[] = [];
  for await (const { step, time, device, deno } of jsonLines(path)) {
    if (
      typeof step === "number" && typeof time === "string" &&
      typeof device === "string" && typeof deno === "string"
    ) starts.push({ step, time, device, deno });
  }
  return starts;
}
