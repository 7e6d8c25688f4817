/**
 * The thread that watches the main one; see `watchdog.ts`.
 *
 * @module
 */

/// <reference lib="deno.worker" />

import { CALL, LIMIT } from "./watchdog.ts";

self.onmessage = (
  { data: { shared, message } }: MessageEvent<
    { shared: Int32Array; message: string }
  >,
) => {
  let call = 0;
  let seconds = 0;
  // Seconds are counted by ticks, not by the clock, so that a machine that was
  // asleep is not taken for one that hangs.
  setInterval(() => {
    const now = Atomics.load(shared, CALL);
    seconds = now === call ? seconds + 1 : 0;
    call = now;
    if (call === 0 || seconds <= Atomics.load(shared, LIMIT)) return;
    Deno.stderr.writeSync(new TextEncoder().encode(`\nerror: ${message}\n`));
    // Deno.exit() would end only this thread.
    Deno.kill(Deno.pid, "SIGKILL");
  }, 1000);
};
