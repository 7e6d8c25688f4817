/**
 * The thread that watches the main one; see `watchdog.ts`.
 *
 * Seconds are counted by ticks, not by the clock, so that a process that was
 * stopped, or a machine that was asleep, is not taken for one that hangs; and a
 * tick counts for as much as the process had of a processor in it, so that
 * neither is a step that waits for a busy machine. A call that hangs without a
 * processor, a tenth of each tick, ends later.
 *
 * @module
 */

/// <reference lib="deno.worker" />

import process from "node:process";
import type { WatchdogTask } from "./watchdog.ts";

/** Milliseconds between two looks. */
const TICK = 1000;
/** What a tick counts at least, in seconds. */
const LEAST = 0.1;

/** Seconds of processor time that the process has used. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

self.onmessage = (
  { data: { call, message, limits } }: MessageEvent<WatchdogTask>,
) => {
  const { first, least, patience } = limits;
  let watched = 0;
  let seconds = 0;
  let slowest = 0;
  let used = processorTime();
  setInterval(() => {
    const before = used;
    used = processorTime();
    const now = Atomics.load(call, 0);
    if (now === 0 || now !== watched) {
      // The first call is no measure for the others.
      if (watched > 1) slowest = Math.max(slowest, seconds);
      watched = now;
      seconds = 0;
      return;
    }
    seconds += Math.min(1, Math.max(LEAST, used - before));
    const limit = now === 1 ? first : Math.max(least, patience * slowest);
    if (seconds <= limit) return;
    Deno.stderr.writeSync(new TextEncoder().encode(`\nerror: ${message}\n`));
    // Deno.exit() would end only this thread.
    Deno.kill(Deno.pid, "SIGKILL");
  }, TICK);
};
