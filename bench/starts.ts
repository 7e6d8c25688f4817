/**
 * Starts a short training run on threaded WASM again and again and counts the
 * starts that finish: `deno run -A bench/starts.ts [STARTS] [SECONDS]`.
 *
 * A start that takes longer than SECONDS counts as hung and is killed.
 *
 * @module
 */

import { median } from "./median.ts";

const [starts = 100, limit = 60] = Deno.args.map(Number);
const main = new URL("../train/main.ts", import.meta.url).pathname;
const seconds: number[] = [];
let hung = 0;
let failed = 0;
for (let start = 1; start <= starts; start++) {
  const began = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      main,
      "--dry-run",
      "--preset",
      "cpu",
      "--device",
      "wasm",
    ],
    stdout: "null",
    stderr: "null",
  }).spawn();
  const timer = setTimeout(() => {
    hung++;
    child.kill("SIGKILL");
  }, limit * 1000);
  const { success } = await child.status;
  clearTimeout(timer);
  if (!success) failed++;
  seconds.push((performance.now() - began) / 1000);
  console.log(
    `start ${start}/${starts}: ${success ? "finished" : "failed"} after ${
      seconds.at(-1)?.toFixed(1)
    } s`,
  );
}
console.log(
  `${starts - failed} of ${starts} starts finished, ${hung} hung; median ${
    median(seconds).toFixed(1)
  } s, slowest ${Math.max(...seconds).toFixed(1)} s`,
);
if (failed > 0) Deno.exit(1);
