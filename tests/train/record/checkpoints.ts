/** Checkpoints whose content is known, for tests. */

import type { Checkpoint } from "../../../train/record/checkpoint.ts";

/** A checkpoint of a step that no other step has the numbers of. */
export function checkpointOf(step: number): Checkpoint {
  const data = Float32Array.from({ length: 1000 }, (_, index) => {
    return Math.sin(step + index);
  });
  return {
    state: new Map([["G.x", { shape: [10, 100], data }]]),
    step,
    seed: 7,
    augmentProbability: 1,
    device: "wasm",
  };
}
