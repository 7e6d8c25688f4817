import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  learningRate,
  type ScheduleOptions,
} from "../../../train/step/schedule.ts";

function rate(
  schedule: ScheduleOptions["schedule"],
  epochs: number,
  epoch: number,
  changes: Partial<ScheduleOptions> = {},
): number {
  const options = { schedule, lr: 2e-3, minLrRatio: 0.01, ...changes };
  return learningRate(options, { epoch, epochs });
}

/** Compares with rates that the reference's own function gave, as printed. */
function assertRates(
  schedule: ScheduleOptions["schedule"],
  epochs: number,
  expected: Record<number, number>,
): void {
  for (const [epoch, lr] of Object.entries(expected)) {
    const actual = rate(schedule, epochs, Number(epoch));
    assertAlmostEquals(actual, lr, 1e-9 * lr, `epoch ${epoch} of ${epochs}`);
  }
}

Deno.test("learningRate() follows the reference's cosine over 500 epochs", () => {
  assertRates("cosine", 500, {
    0: 0.0002,
    1: 0.0004,
    2: 0.001,
    3: 0.002,
    4: 0.001999978971449858,
    100: 0.0018086450426485065,
    244: 0.00101,
    300: 0.0006566217552475878,
    484: 2.002102855014215e-05,
    485: 2e-05,
    499: 2e-05,
  });
});

Deno.test("learningRate() follows the reference's cosine over 30 epochs", () => {
  // Warm-up and tail take one and a half epochs each.
  assertRates("cosine", 30, {
    0: 0.0002,
    1: 0.001,
    2: 0.0019983250766885557,
    15: 0.00101,
    27: 3.504032451791406e-05,
    28: 2.167492331144451e-05,
    29: 2e-05,
  });
});

Deno.test("learningRate() follows the reference's ten steps", () => {
  assertRates("step", 500, {
    0: 0.002,
    49: 0.002,
    50: 0.0011989685006378822,
    99: 0.0011989685006378822,
    100: 0.0007187627327609256,
    250: 0.00015485273653622546,
    449: 3.3362010744001185e-05,
    450: 2e-05,
    499: 2e-05,
  });
  // Here 1.8 times 5 is just above 9, so that epoch 9 is still on level 4.
  assertRates("step", 18, {
    8: 0.0002583099330029768,
    9: 0.0002583099330029768,
    10: 0.00015485273653622546,
  });
  const levels = Array.from({ length: 500 }, (_, epoch) => {
    return rate("step", 500, epoch);
  });
  assertEquals(new Set(levels).size, 10);
});

Deno.test("learningRate() warms up from a tenth and ends at the lowest rate", () => {
  for (const epochs of [2, 20, 60, 61, 300, 1000]) {
    assertAlmostEquals(rate("cosine", epochs, 0), 2e-4, 1e-15);
    assertAlmostEquals(
      rate("cosine", epochs, epochs - 1),
      // Of two epochs the first is warm-up; the second ends it.
      epochs === 2 ? 2e-3 : 2e-5,
      1e-15,
    );
  }
});

Deno.test("learningRate() does not start below a millionth", () => {
  assertEquals(rate("cosine", 10, 0, { lr: 2e-6 }), 1e-6);
});

Deno.test("learningRate() is usable in runs of any length", () => {
  for (const schedule of ["cosine", "step", "constant"] as const) {
    for (const minLrRatio of [0, 0.01, 1]) {
      for (let epochs = 1; epochs <= 70; epochs++) {
        for (let epoch = 0; epoch < epochs; epoch++) {
          const lr = rate(schedule, epochs, epoch, { minLrRatio });
          const lowest = 2e-3 * Math.min(minLrRatio, 0.1);
          assert(
            lr >= lowest * (1 - 1e-12) && lr <= 2e-3,
            `${schedule}, epoch ${epoch} of ${epochs}: ${lr}`,
          );
        }
      }
    }
  }
});

Deno.test("learningRate() stays the same when the schedule is constant", () => {
  assertEquals(
    [0, 1, 50, 99].map((epoch) => rate("constant", 100, epoch)),
    [2e-3, 2e-3, 2e-3, 2e-3],
  );
});
