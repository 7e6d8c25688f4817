/**
 * onnxruntime on WebAssembly, with one thread, in Deno.
 *
 * @module
 */

import * as ort from "onnxruntime-web/wasm";
// Loaded with this module, so that it is there when onnxruntime asks for it.
import "./runtime_factory.ts";
import { serialQueue } from "../serial_queue.ts";

// More threads would fail in Deno with this build, and the sums they share out
// would depend on their number.
ort.env.wasm.numThreads = 1;
// Its errors arrive as exceptions; it need not print them as well.
ort.env.logLevel = "fatal";
ort.env.wasm.wasmPaths = { mjs: import.meta.resolve("./runtime_factory.ts") };

/** An ONNX model that hands on the one number it is given. */
const IDENTITY = Uint8Array.fromBase64(
  "CAgSCmVkZ2UtZGNnYW46OgoTCgF4EgF5GgF5IghJZGVudGl0eRIBaVoPCgF4EgoKCAgBEgQKAggBYg8KAXkSCgoICAESBAoCCAFCBAoAEBE=",
);

/** Sessions must neither be created nor run at the same time. */
const inTurn = serialQueue();

let started: Promise<void> | undefined;

/** A model that is ready to run. */
export interface RuntimeSession {
  /**
   * Runs the model; calls that overlap wait for each other.
   *
   * @param feeds Inputs by name.
   * @returns Outputs by name.
   */
  run(
    feeds: Readonly<Record<string, ort.Tensor>>,
  ): Promise<Readonly<Record<string, ort.Tensor>>>;
  /** Frees its memory, after the calls of `run` that are under way. */
  release(): Promise<void>;
}

function create(
  model: Uint8Array<ArrayBuffer>,
): Promise<ort.InferenceSession> {
  return ort.InferenceSession.create(model, {
    executionProviders: ["wasm"],
    logSeverityLevel: 4,
    // Weights that are stored as integers become floats once, and not in every
    // run: onnxruntime would keep them apart for kernels it does not have here.
    extra: { session: { disable_quant_qdq: "1" } },
  });
}

/**
 * Starts onnxruntime, if it has not been started. That takes a quarter of a
 * second, in which a model can be read.
 *
 * @throws If its file cannot be read.
 */
export function startRuntime(): Promise<void> {
  // It starts with its first session, and not without one.
  return started ??= inTurn(async () => {
    await (await create(IDENTITY)).release();
  });
}

/**
 * Opens a model.
 *
 * @param model The ONNX file.
 * @throws If onnxruntime cannot be started or cannot open the model.
 */
export async function openSession(
  model: Uint8Array<ArrayBuffer>,
): Promise<RuntimeSession> {
  await startRuntime();
  const session = await inTurn(() => create(model));
  return {
    run: (feeds) => inTurn(() => session.run(feeds)),
    release: () => inTurn(() => session.release()),
  };
}
