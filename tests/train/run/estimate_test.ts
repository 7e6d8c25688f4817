import { assertEquals } from "@std/assert";
import { Estimate } from "../../../train/run/estimate.ts";
import { ProgressLine } from "../../../train/run/progress.ts";

/** What is printed while steps of so many seconds are done. */
function printed(seconds: number, steps: number, images = 1000): string[] {
  const lines: string[] = [];
  let now = 0;
  const progress = new ProgressLine(
    (line) => lines.push(line),
    false,
    () => now,
  );
  const estimate = new Estimate(progress);
  for (let step = 1; step <= steps; step++) {
    now += 1000 * seconds;
    estimate.stepDone(images, 8);
  }
  return lines;
}

Deno.test("Estimate says once how long a run takes, when its steps have been timed", () => {
  const line = "time: about 2m 05s for 1,000 images, at 8.0 a second\n";
  assertEquals(printed(1, 9), []);
  assertEquals(printed(1, 10), [line]);
  assertEquals(printed(1, 100), [line]);
  assertEquals(printed(60, 3), []);
  assertEquals(printed(60, 4), [line]);
});

Deno.test("Estimate is silent about a run that is over", () => {
  assertEquals(printed(60, 4, 0), []);
});
