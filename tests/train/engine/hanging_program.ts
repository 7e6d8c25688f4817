/** A program whose second watched call spins for ever; see watchdog_test.ts. */

import { Watchdog } from "../../../train/engine/watchdog.ts";

const watchdog = new Watchdog("the engine has stopped answering", {
  first: 0,
  least: 0,
  patience: 0,
});
await watchdog.watch(() => Promise.resolve());
// Long enough for the end of the process, were a call still in progress.
await new Promise((resolve) => setTimeout(resolve, 3000));
console.log("nothing happens between calls");
await watchdog.watch(() => {
  for (;;);
});
