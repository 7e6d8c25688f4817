import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { oneHot } from "../../../core/noise/label.ts";
import { latents } from "../../../core/noise/latent.ts";
import { normals } from "../../../core/noise/random.ts";
import type { Architecture } from "../../../train/model/architecture.ts";
import {
  freezeDiscriminator,
  freezeGenerator,
} from "../../../train/model/frozen_networks.ts";
import {
  discriminatorTensors,
  generatorTensors,
} from "../../../train/model/tensors.ts";
import { widen } from "../../../train/model/widen.ts";
import type { Tensors } from "../../../train/tensors/tensor.ts";
import { runModel } from "../exchange/onnx_session.ts";
import { stirred } from "./stirred.ts";

const COUNT = 3;
const CLASSES = [{ name: "cat" }, { name: "dog" }];

/** What networks compute of the same latents and pictures. */
async function results(networks: Tensors, architecture: Architecture) {
  const { height, width, classes } = architecture;
  const generator = freezeGenerator(networks, architecture, "float32").model;
  const discriminator = freezeDiscriminator(networks, architecture);
  const label = classes && {
    label: { data: oneHot([0, 1, 1], classes), shape: [COUNT, classes.length] },
  };
  const shape = [COUNT, 3, height, width];
  const data = normals(1, "dryRun", 0, COUNT * 3 * height * width);
  return [
    await runModel(generator, {
      latent: { data: latents([1, 2, 3]), shape: [COUNT, 100] },
      ...label,
    }),
    await runModel(discriminator, { images: { data, shape }, ...label }),
  ];
}

const CASES: readonly [string, Architecture, number][] = [
  ["plain", { d: 2, height: 16, width: 32 }, 4],
  ["conditional", { d: 2, height: 32, width: 16, classes: CLASSES }, 4],
  ["to three times the width", { d: 1, height: 16, width: 16 }, 3],
];

for (const [name, architecture, d] of CASES) {
  Deno.test(`widen() changes nothing that networks compute, ${name}`, async () => {
    const specs = (size: Architecture) => [
      ...generatorTensors(size),
      ...discriminatorTensors(size),
    ];
    const networks = stirred(specs(architecture));
    const wider = { ...architecture, d };
    const wide = widen(networks, wider, 0);
    assertEquals(
      [...wide].map(([name, { shape }]) => [name, shape]),
      specs(wider).map(({ name, shape }) => [name, shape]),
    );
    const before = await results(networks, architecture);
    const after = await results(wide, wider);
    before.forEach((values, network) => {
      const scale = Math.max(...values.map(Math.abs));
      values.forEach((x, index) =>
        assertAlmostEquals(after[network]![index]!, x, 1e-5 * scale)
      );
    });
  });
}

Deno.test("widen() makes copies that training can tell apart", () => {
  const architecture = { d: 1, height: 16, width: 16 };
  const wide = widen(stirred(generatorTensors(architecture)), {
    ...architecture,
    d: 2,
  }, 0);
  assertEquals([...wide.keys()].filter((name) => name.startsWith("D.")), []);
  const { data } = wide.get("G.deconv4.weight")!;
  const size = 3 * 4 * 4;
  // The copies' shares of a weight add up to it; none has nearly all of it.
  for (let index = 0; index < size; index++) {
    const [own, other] = [data[index]!, data[index + size]!];
    assert(own !== other);
    const share = own / (own + other);
    assert(share >= 0.25 && share <= 0.75, `${share}`);
  }
});
