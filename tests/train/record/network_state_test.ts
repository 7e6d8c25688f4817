import { assertEquals, assertThrows } from "@std/assert";
import type { Tensors } from "../../../train/tensors/tensor.ts";
import { UserError } from "../../../core/user_error.ts";
import { averageName } from "../../../train/model/ema.ts";
import { generatorTensors } from "../../../train/model/tensors.ts";
import { networkState } from "../../../train/record/network_state.ts";
import { initialState } from "../../../train/step/programs.ts";

const OPTIONS = {
  d: 1,
  height: 16,
  width: 32,
  batch: 2,
  seed: 0,
  ema: 10,
  optimizer: "adam",
  beta1: 0.5,
  beta2: 0.9,
} as const;
const SPECS = generatorTensors(OPTIONS);

/** A state whose moving average is not what the weights are. */
function state(): Tensors {
  const state = initialState(OPTIONS, "paper");
  const name = "G_ema.deconv4.bias";
  return state.set(name, { shape: [3], data: Float32Array.of(1, 2, 3) });
}

Deno.test("networkState() takes a network out of a state", () => {
  const all = state();
  const network = networkState(all, SPECS, "FILE");
  assertEquals([...network.keys()], SPECS.map(({ name }) => name));
  for (const [name, tensor] of network) assertEquals(tensor, all.get(name));
});

Deno.test("networkState() takes the moving average under the network's names", () => {
  const network = networkState(state(), SPECS, "FILE", averageName);
  assertEquals([...network.keys()], SPECS.map(({ name }) => name));
  assertEquals(
    network.get("G.deconv4.bias")?.data,
    Float32Array.of(1, 2, 3),
  );
});

Deno.test("networkState() names the tensor that is missing or of another shape", () => {
  const refusal = (state: Tensors) =>
    assertThrows(
      () => networkState(state, SPECS, "FILE", averageName),
      UserError,
    ).message;
  const missing = state();
  missing.delete("G_ema.deconv1.bias");
  assertEquals(
    refusal(missing),
    "FILE is damaged: its tensor G_ema.deconv1.bias has shape [none], the options ask for [4]",
  );
  assertEquals(
    refusal(
      state().set("G_ema.deconv2.bias", {
        shape: [3],
        data: new Float32Array(3),
      }),
    ),
    "FILE is damaged: its tensor G_ema.deconv2.bias has shape [3], the options ask for [2]",
  );
});
