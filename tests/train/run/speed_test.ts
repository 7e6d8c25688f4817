import { assertAlmostEquals } from "@std/assert";
import { SpeedMeter } from "../../../train/run/speed.ts";

Deno.test("SpeedMeter.add() leaves the first step out of the speed", () => {
  const meter = new SpeedMeter();
  assertAlmostEquals(meter.add(32, 8), 4);
  assertAlmostEquals(meter.add(32, 1), 32);
  assertAlmostEquals(meter.add(32, 3), 16);
});
