import { assert, assertEquals } from "@std/assert";
import { randomTensors } from "../../../bench/frozen_tensors.ts";
import { PRECISIONS } from "../../../core/generator/generator_card.ts";
import { frozenTensors } from "../../../train/freeze/frozen_tensors.ts";
import { freezeGenerator } from "../../../train/model/frozen_networks.ts";

const CLASSES = ["owl", "cat", "cow"].map((name) => ({ name }));
/** How far a weight may be from its stored one, beside the largest. */
const TOLERANCES = { float32: 0, float16: 1e-3, int8: 1e-2 };

for (const precision of PRECISIONS) {
  Deno.test(`frozenTensors() reads a conditional generator back from ${precision}`, () => {
    const architecture = { d: 2, height: 16, width: 32, classes: CLASSES };
    const tensors = randomTensors(architecture);
    const { model } = freezeGenerator(tensors, architecture, precision);
    const read = frozenTensors(model, architecture, "generator.onnx");
    assertEquals([...read.keys()], [...tensors.keys()]);
    for (const [name, { shape, data }] of read) {
      const own = tensors.get(name)!;
      assertEquals(shape, own.shape);
      const largest = Math.max(...own.data.map(Math.abs));
      const off = Math.max(
        ...data.map((x, index) => Math.abs(x - own.data[index]!)),
      );
      assert(off <= TOLERANCES[precision] * largest, `${name}: ${off}`);
    }
  });
}
