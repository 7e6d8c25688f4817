import { assert, assertEquals } from "@std/assert";
import { fromBinary } from "@bufbuild/protobuf";
import { ModelProtoSchema, TensorProto_DataType } from "onnx-buf";
import { adam } from "../../../train/graph/optimizer.ts";
import type { Program } from "../../../train/graph/program.ts";
import { openEngine } from "../../../train/engine/open_engine.ts";
import {
  discriminatorStep,
  generatorStep,
} from "../../../train/model/artifacts.ts";
import {
  ARCHITECTURE,
  BATCH,
  noise,
  pictures,
  smallState,
} from "./small_dcgan.ts";

const optimizer = adam({ beta1: 0.5, beta2: 0.999, epsilon: 1e-8 });

function steps(mixed: boolean): Program[] {
  const setup = {
    architecture: ARCHITECTURE,
    batch: BATCH,
    optimizer,
    ema: false,
    mixed,
  };
  return [discriminatorStep(setup), generatorStep(setup)];
}

/** Operators of the nodes that compute in float16. */
function halfOperators({ model }: Program): string[] {
  const nodes = fromBinary(ModelProtoSchema, model).graph?.node ?? [];
  const halves = new Set(
    nodes.filter(({ opType, attribute }) =>
      opType === "Cast" &&
      Number(attribute[0]?.i) === TensorProto_DataType.FLOAT16
    ).flatMap(({ output }) => output),
  );
  return nodes.filter(({ input }) => input.some((name) => halves.has(name)))
    .map(({ opType }) => opType);
}

Deno.test("steps of mixed precision compute convolutions and products in float16", () => {
  for (const step of steps(true)) {
    assertEquals(
      [...new Set(halfOperators(step))].sort(),
      ["Conv", "ConvTranspose", "Gemm"],
    );
  }
  for (const step of steps(false)) assertEquals(halfOperators(step), []);
});

Deno.test("steps of mixed precision come near those of float32 on webgpu", async () => {
  const engine = await openEngine("webgpu", []);
  const results = [];
  for (const mixed of [false, true]) {
    await engine.setState(smallState(optimizer));
    const [discriminator, generator] = steps(mixed) as [Program, Program];
    const feeds = optimizer.feeds(1, 1e-3);
    const losses = {
      ...await engine.run(discriminator, {
        ...feeds,
        real: pictures(),
        noise: noise(0),
      }),
      ...await engine.run(generator, { ...feeds, noise: noise(1) }),
    };
    results.push({ losses, state: await engine.getState() });
  }
  await engine.release();
  const [exact, mixed] = results;
  assert(exact !== undefined && mixed !== undefined);
  let differs = false;
  for (const name of ["loss_real", "loss_fake", "loss"]) {
    const [a, b] = [exact, mixed].map(({ losses }) => losses[name]?.[0] ?? NaN);
    assert(
      Math.abs((a as number) - (b as number)) < 0.01,
      `${name}: ${a}, ${b}`,
    );
    differs ||= a !== b;
  }
  assert(differs, "float16 was not used");
  // A first moment after one step is half the gradient. Normalising a batch of
  // two magnifies rounding.
  for (const [name, { data }] of exact.state) {
    if (!/exp_avg\..*weight$/.test(name)) continue;
    const other = mixed.state.get(name)?.data;
    const norm = Math.hypot(...data);
    const distance = Math.hypot(
      ...data.map((x, i) => x - (other?.[i] as number)),
    );
    assert(distance < 0.25 * norm, `${name}: ${distance} of ${norm}`);
  }
});
