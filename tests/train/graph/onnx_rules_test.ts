import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { assert, assertStringIncludes } from "@std/assert";
import { ModelProtoSchema, TensorShapeProto_DimensionSchema } from "onnx-buf";
import { adam, nesterov } from "../../../train/graph/optimizer.ts";
import { freezeGenerator } from "../../../train/model/frozen_networks.ts";
import {
  generatorTensors,
  initialTensors,
} from "../../../train/model/tensors.ts";
import { ARCHITECTURE, smallPrograms } from "../model/small_dcgan.ts";

/**
 * The reference checker of the ONNX project, with type and shape inference that
 * stops at the first contradiction; Debian's package python3-onnx.
 */
const CHECKER = `
import sys
encoded = sys.stdin.buffer.read()
import onnx
model = onnx.load_from_string(encoded)
onnx.checker.check_model(model, full_check=True)
onnx.shape_inference.infer_shapes(
    model, check_type=True, strict_mode=True, data_prop=True)
`;

/** Runs the checker; returns what it has to object. */
async function objections(model: Uint8Array<ArrayBuffer>): Promise<string> {
  const process = new Deno.Command("/usr/bin/python3", {
    args: ["-c", CHECKER],
    stdin: "piped",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const writer = process.stdin.getWriter();
  await writer.write(model);
  await writer.close();
  const { success, stderr } = await process.output();
  const text = new TextDecoder().decode(stderr);
  assert(
    !text.includes("ModuleNotFoundError"),
    "python3-onnx is missing: apt-get install python3-onnx",
  );
  return success ? "" : text;
}

const withAdam = smallPrograms(
  adam({ beta1: 0.5, beta2: 0.999, epsilon: 1e-8 }),
);
const withMomentum = smallPrograms(nesterov({ momentum: 0.5 }));

const MODELS: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = {
  "the discriminator step with Adam": withAdam.discriminator.model,
  "the generator step with Adam": withAdam.generator.model,
  "the discriminator step with SGD": withMomentum.discriminator.model,
  "the generator step with SGD": withMomentum.generator.model,
  "the sampler": withAdam.sampler.model,
  "the frozen generator": freezeGenerator(
    initialTensors(generatorTensors(ARCHITECTURE), "paper", 0),
    ARCHITECTURE,
  ).model,
};

for (const [name, model] of Object.entries(MODELS)) {
  Deno.test(`compile() keeps the rules of ONNX for ${name}`, async () => {
    const text = await objections(model);
    assert(text === "", text);
  });
}

Deno.test("the ONNX checker objects when an output has another shape than declared", async () => {
  const model = fromBinary(ModelProtoSchema, withAdam.generator.model);
  const type = model.graph?.output[0]?.type?.value;
  assert(type?.case === "tensorType" && type.value.shape !== undefined);
  type.value.shape.dim = [
    create(TensorShapeProto_DimensionSchema, {
      value: { case: "dimValue", value: 2n },
    }),
  ];
  const damaged = new Uint8Array(toBinary(ModelProtoSchema, model));
  assertStringIncludes(await objections(damaged), "shape");
});

Deno.test("the ONNX checker objects when a node is not a standard operator", async () => {
  const model = fromBinary(ModelProtoSchema, withAdam.sampler.model);
  const [node] = model.graph?.node ?? [];
  assert(node !== undefined);
  node.opType = "Gem";
  const damaged = new Uint8Array(toBinary(ModelProtoSchema, model));
  assertStringIncludes(await objections(damaged), "Gem");
});
