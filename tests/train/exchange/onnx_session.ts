/** Runs exported models. */

import * as ort from "onnxruntime-web/wasm";

ort.env.wasm.numThreads = 1;

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
