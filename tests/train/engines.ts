/** Engines of all kinds, for tests that run programs. */

import type { Device, Engine } from "../../train/engine/engine.ts";
import { openEngine } from "../../train/engine/open_engine.ts";
import { add } from "../../train/graph/operations/arithmetic.ts";
import { compile } from "../../train/graph/program.ts";
import { feed } from "../../train/graph/value.ts";

/** The devices that everything must work on. */
export const DEVICES: readonly Device[] = ["wasm", "cpu", "webgpu"];

const WARM_UP = compile({
  name: "warm_up",
  fetches: { y: add(feed("x", []), 1) },
});

/**
 * Opens one engine of each kind for all tests of a file and releases them after
 * the last. Without a WebGPU adapter the file fails: install Mesa's lavapipe
 * where there is no GPU.
 *
 * To be called outside of tests: onnxruntime's threads stay for as long as the
 * process, which the leak detection of a test would not allow.
 */
export async function openEngines(): Promise<readonly Engine[]> {
  const engines: Engine[] = [];
  for (const device of DEVICES) {
    const engine = await openEngine(device, []);
    await engine.run(WARM_UP, { x: Float32Array.of(1) });
    engines.push(engine);
  }
  Deno.test.afterAll(async () => {
    for (const engine of engines) await engine.release();
  });
  return engines;
}
