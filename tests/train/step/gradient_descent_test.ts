import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { multiply } from "../../../train/graph/operations/arithmetic.ts";
import { sum } from "../../../train/graph/operations/reduction.ts";
import { adam, minimize } from "../../../train/graph/optimizer.ts";
import { compile } from "../../../train/graph/program.ts";
import { feed, state } from "../../../train/graph/value.ts";
import { GradientDescent } from "../../../train/step/gradient_descent.ts";
import { openEngines } from "../engines.ts";

const [engine] = await openEngines();
const x = state("x", [2]);
const loss = sum(multiply(multiply(x, x), feed("factor", [])));
const optimizer = adam({ beta1: 0.9, beta2: 0.999, epsilon: 1e-8 });
const program = compile({
  name: "step",
  fetches: { loss },
  updates: minimize(loss, [x], optimizer),
});
const feeds = { factor: Float32Array.of(2) };

Deno.test("GradientDescent starts from given values with moments of zero, as often as it is asked to", async () => {
  const descent = new GradientDescent(engine!, program, optimizer);
  for (const _ of [1, 2]) {
    const data = Float32Array.of(3, -1);
    await descent.start(new Map([["x", { shape: [2], data }]]));
    assertEquals((await descent.step(feeds, 0.5)).loss, Float32Array.of(20));
    // Adam's first step is the learning rate in the gradient's direction.
    const moved = (await engine!.getState(["x"])).get("x")?.data ?? [];
    [2.5, -0.5].forEach((value, at) =>
      assertAlmostEquals(moved[at]!, value, 1e-5)
    );
    assertAlmostEquals((await descent.step(feeds, 0.5)).loss![0]!, 13, 1e-4);
  }
});

Deno.test("GradientDescent says which feed is missing", async () => {
  const descent = new GradientDescent(engine!, program, optimizer);
  await descent.start(new Map());
  await assertRejects(() => descent.step({}, 0.5), RangeError, "Feed factor");
});
