import { assertEquals, assertThrows } from "@std/assert";
import {
  type Precision,
  PRECISIONS,
} from "../../../core/generator/generator_card.ts";
import { sha256 } from "../../../core/sha256.ts";
import {
  freezeDiscriminator,
  freezeGenerator,
} from "../../../train/model/frozen_networks.ts";
import {
  discriminatorTensors,
  generatorTensors,
} from "../../../train/model/tensors.ts";
import { stirred } from "./stirred.ts";

/** SHA-256 of the ONNX files of both networks. */
const KNOWN: readonly {
  architecture: { d: number; height: number; width: number };
  parameters: number;
  generator: Record<Precision, string>;
  discriminator: string;
}[] = [
  {
    architecture: { d: 4, height: 64, width: 64 },
    parameters: 62_687,
    generator: {
      float32:
        "37be7d8ddcc8ac117008d5e2a052248c490395385acbf28dc1a71fb90a9448ac",
      float16:
        "8d6e24d4c485ab58334bfb91322dc8bc2f4459284475b8fa83f21b2ca88733db",
      int8: "ca644dde0a0851056e2eccc36f73e5bc5bc98f9683b4fa38077bddf2598a31fa",
    },
    discriminator:
      "0c895de309ab12abf477f392cde88f99052858b1f46944035b8559fd802b70a0",
  },
  {
    architecture: { d: 6, height: 32, width: 48 },
    parameters: 53_613,
    generator: {
      float32:
        "d3d4a8f84ed30b7599ebdc3b5fed9c3c35d5ba2dc23f97cf97a081abcfabced2",
      float16:
        "b1d819f019d476070fc6d765edefc4e402d698066abf887487de8019a57051f4",
      int8: "fb2bad3822a5f1b1ec33eca16e16a4e1f770cb0c345a2ca74579fbca894a90b8",
    },
    discriminator:
      "3a86a198d0370034bf6729533a9a79962397a0072ab5d592c4002d19ebfc3d92",
  },
];

for (const { architecture, parameters, generator, discriminator } of KNOWN) {
  const { d, height, width } = architecture;
  const size = `${height}x${width}, d ${d}`;

  for (const precision of PRECISIONS) {
    Deno.test(`freezeGenerator() gives the known bytes as ${precision}, ${size}`, async () => {
      const tensors = stirred(generatorTensors(architecture));
      const frozen = freezeGenerator(tensors, architecture, precision);
      assertEquals(frozen.parameters, parameters);
      assertEquals(await sha256(frozen.model), generator[precision]);
    });
  }

  Deno.test(`freezeDiscriminator() gives the known bytes, ${size}`, async () => {
    const tensors = stirred(discriminatorTensors(architecture));
    const model = freezeDiscriminator(tensors, architecture);
    assertEquals(await sha256(model), discriminator);
  });
}

Deno.test("freezeGenerator() and freezeDiscriminator() throw when a tensor is missing", () => {
  const architecture = { d: 1, height: 16, width: 16 };
  assertThrows(
    () => freezeGenerator(new Map(), architecture),
    RangeError,
    "The state dict has no tensor G.linear.weight",
  );
  assertThrows(
    () => freezeDiscriminator(new Map(), architecture),
    RangeError,
    "The state dict has no tensor D.conv1.weight",
  );
});
