import { assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../../../core/user_error.ts";
import { tanh } from "../../../train/graph/operations/activation.ts";
import { reshape } from "../../../train/graph/operations/layout.ts";
import { compile } from "../../../train/graph/program.ts";
import { feed } from "../../../train/graph/value.ts";
import { generatorSize } from "../../../train/eval/generator_size.ts";

const PICTURE = [3, 16, 400];

/** A model that has the shapes of a generator, or others. */
function model(
  { latent = 100, picture = PICTURE, anyBatch = true, input = "latent" },
): Uint8Array {
  const elements = picture.reduce((product, size) => product * size, 1);
  const noise = feed(input, [elements / latent, latent]);
  const images = tanh(reshape(noise, [1, ...picture]));
  return compile({ name: "shapes", fetches: { images }, anyBatch }).model;
}

Deno.test("generatorSize() reads rows and columns of the pictures", () => {
  assertEquals(generatorSize(model({}), "a.onnx"), {
    height: 16,
    width: 400,
  });
});

Deno.test("generatorSize() throws when the model is no generator", () => {
  const refusal = (bytes: Uint8Array) =>
    assertThrows(() => generatorSize(bytes, "a.onnx"), UserError).message;
  const isNone =
    "a.onnx is no generator: it must turn an input latent [N, 100] into an output images [N, 3, H, W]";
  assertEquals(refusal(model({ input: "noise" })), isNone);
  assertEquals(refusal(model({ latent: 64 })), isNone);
  assertEquals(refusal(model({ anyBatch: false })), isNone);
  assertEquals(refusal(model({ picture: [1, 16, 400] })), isNone);
  assertEquals(refusal(new Uint8Array()), isNone);
  assertEquals(
    refusal(model({ picture: [3, 20, 400] })),
    "a.onnx paints pictures of 20x400: both must be multiples of 16",
  );
});
