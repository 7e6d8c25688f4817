import { assert, assertEquals, assertThrows } from "@std/assert";
import { randomTensors } from "../../../bench/frozen_tensors.ts";
import {
  compileModule,
  Engine,
} from "../../../core/generator/engine/engine.ts";
import { PRECISIONS } from "../../../core/generator/generator_card.ts";
import { latents } from "../../../core/noise/latent.ts";
import { UserError } from "../../../core/user_error.ts";
import { frozenTensors } from "../../../train/freeze/frozen_tensors.ts";
import { freezeGenerator } from "../../../train/model/frozen_networks.ts";

const ARCHITECTURE = { d: 4, height: 16, width: 32 };
const TENSORS = randomTensors(ARCHITECTURE);

function paint(model: Uint8Array<ArrayBuffer>): Float32Array {
  return new Engine(model, compileModule()).paint(latents([1, 2]));
}

for (const precision of PRECISIONS) {
  Deno.test(`frozenTensors() gives the weights that are stored as ${precision}`, () => {
    const { model } = freezeGenerator(TENSORS, ARCHITECTURE, precision);
    const tensors = frozenTensors(model, ARCHITECTURE, "a file");
    assertEquals(tensors.get("G.linear.bias"), TENSORS.get("G.linear.bias"));
    const again = freezeGenerator(tensors, ARCHITECTURE).model;
    const images = paint(again);
    assert(Math.max(...images) > 0.5);
    assertEquals(images, paint(model));
  });
}

Deno.test("frozenTensors() throws when the card speaks of another network", () => {
  const { model } = freezeGenerator(TENSORS, ARCHITECTURE);
  const error = assertThrows(
    () => frozenTensors(model, { ...ARCHITECTURE, d: 8 }, "a file"),
    UserError,
  );
  assertEquals(
    error.message,
    "a file: G.linear.weight has shape [64,100], its card says [128,100]",
  );
});

Deno.test("frozenTensors() reads the embedding of a conditional generator", () => {
  const classes = ["owl", "cat", "cow"].map((name) => ({ name }));
  const architecture = { ...ARCHITECTURE, classes };
  const own = randomTensors(architecture);
  for (const precision of PRECISIONS) {
    const { model } = freezeGenerator(own, architecture, precision);
    const read = frozenTensors(model, architecture, "a file");
    assertEquals([...read.keys()], [...own.keys()]);
    const { data } = own.get("G.embedding.weight")!;
    const off = read.get("G.embedding.weight")!.data
      .map((x, index) => Math.abs(x - data[index]!));
    const least = { float32: 0, float16: 0.003, int8: 0.03 }[precision];
    assert(Math.max(...off) <= least, `${Math.max(...off)}`);
  }
});
