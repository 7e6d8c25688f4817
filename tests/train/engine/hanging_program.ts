/**
 * A program whose second watched call takes too long in the way that its
 * argument names; see watchdog_test.ts.
 */

import { Watchdog } from "../../../train/engine/watchdog.ts";

/** What the call does, for a watchdog that waits for a second at most. */
const CALLS: Readonly<Record<string, () => Promise<void>>> = {
  /** For ever. */
  spin: () => {
    for (;;);
  },
  /** As a step does that gets no processor: for four seconds. */
  starve: () => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 4000);
    return Promise.resolve();
  },
  /** For half a second, before which the process is stopped from outside. */
  stop: () => {
    console.log("stop me");
    return new Promise((resolve) => setTimeout(resolve, 500));
  },
};

const watchdog = new Watchdog("the engine has stopped answering", {
  first: 1,
  least: 1,
  patience: 0,
});
await watchdog.watch(() => Promise.resolve());
// Long enough for the end of the process, were a call still in progress.
await new Promise((resolve) => setTimeout(resolve, 3000));
console.log("nothing happens between calls");
await watchdog.watch(CALLS[Deno.args[0] ?? "spin"] as () => Promise<void>);
console.log("done");
watchdog.stop();
