/** Runs exported models. */

import * as ort from "onnxruntime-web/wasm";

ort.env.wasm.numThreads = 1;
// Its errors arrive as exceptions; it need not print them as well.
ort.env.logLevel = "fatal";

/** An ONNX model that hands on the one number it is given. */
const IDENTITY = Uint8Array.fromBase64(
  "CAgSCmVkZ2UtZGNnYW46OgoTCgF4EgF5GgF5IghJZGVudGl0eRIBaVoPCgF4EgoKCAgBEgQKAggBYg8KAXkSCgoICAESBAoCCAFCBAoAEBE=",
);

// When it starts, onnxruntime opens a message port and forgets it; Deno 2.5
// counts that against the test in which it happens. So it happens here, before
// the first test.
await (await ort.InferenceSession.create(IDENTITY)).release();

/** A tensor to run a model with. */
export interface Input {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/** The only output of a model. */
export async function runModel(
  model: Uint8Array,
  inputs: Readonly<Record<string, Input>>,
): Promise<Float32Array> {
  const session = await ort.InferenceSession.create(model, {
    executionProviders: ["wasm"],
    // Weights that are stored as integers become floats once, and not in every
    // run: onnxruntime would keep them apart for kernels it does not have here.
    extra: { session: { disable_quant_qdq: "1" } },
  });
  const feeds = Object.fromEntries(
    Object.entries(inputs).map(([name, { data, shape }]) => [
      name,
      new ort.Tensor("float32", data, shape),
    ]),
  );
  const [output] = Object.values(await session.run(feeds));
  const data = output?.data as Float32Array;
  await session.release();
  return data;
}
