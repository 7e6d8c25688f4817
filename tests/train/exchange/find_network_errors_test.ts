import { assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../../../core/user_error.ts";
import { findDiscriminator } from "../../../train/exchange/find_network.ts";
import {
  type StateDict,
  type StoredTensor,
} from "../../../train/exchange/stored_tensor.ts";
import {
  changed,
  COUNTER,
  discriminatorOf,
  fileOf,
  generatorOf,
  path,
  refusal,
  SQUARE,
  stored,
  WIDE,
} from "./stored_networks.ts";

/** A tensor of some shape. */
function ofShape(...shape: number[]): StoredTensor {
  const size = shape.reduce((size, side) => size * side, 1);
  return stored({ shape, data: new Float32Array(size) });
}

Deno.test("findGenerator() says what it needs when pictures are not square", () => {
  assertEquals(
    refusal(fileOf(generatorOf(WIDE))),
    "g.pth: its linear layer makes 6 pixels, which do not show the proportions of its pictures: give --size, one of 16x96, 32x48, 48x32, 96x16",
  );
});

Deno.test("findGenerator() asks for one alone when there are several", () => {
  const both: StateDict = new Map([
    ...fileOf(generatorOf(SQUARE)),
    ...fileOf(generatorOf(SQUARE), (name) => `module.${name.slice(2)}`),
    ...fileOf(generatorOf(SQUARE), (name) => `best.${name.slice(2)}`),
  ]);
  assertEquals(
    refusal(both),
    "g.pth holds more than one generator: one without a name, module, best; save one alone",
  );
});

Deno.test("findGenerator() says that a file holds something else", () => {
  assertEquals(
    refusal(new Map()),
    "g.pth holds no generator of this kind: it has no deconv4.weight, its tensors are none",
  );
  assertEquals(
    refusal(fileOf(discriminatorOf(SQUARE))),
    "g.pth holds no generator of this kind: it has no deconv4.weight, its tensors are conv1.weight, conv1.bias, conv2.weight, …",
  );
  assertEquals(
    refusal(new Map([["main.0\n.weight", ofShape(1)]])),
    "g.pth holds no generator of this kind: it has no deconv4.weight, its tensors are main.0�.weight",
  );
});

Deno.test("findGenerator() names the tensor that does not fit", () => {
  assertEquals(
    refusal(changed({ "deconv2.bias": undefined })),
    "g.pth: its tensor deconv2.bias has shape [none], the network asks for [6]",
  );
  // Grey pictures.
  assertEquals(
    refusal(changed({ "deconv4.weight": ofShape(3, 1, 4, 4) })),
    "g.pth: its tensor deconv4.weight has shape [3,1,4,4], the network asks for [3,3,4,4]",
  );
  assertEquals(
    refusal(changed({ "deconv5.weight": ofShape(3, 3, 4, 4) })),
    "g.pth: its tensor deconv5.weight belongs to no DCGAN of this kind",
  );
  assertEquals(
    refusal(changed({ "linear.weight": ofShape(96, 128) })),
    "g.pth: its tensor linear.weight has shape [96,128], the network asks for 100 columns and a multiple of 24 rows, eight times the 3 of deconv4.weight",
  );
  for (const rows of [0, 23, 97]) {
    assertEquals(
      refusal(changed({ "linear.weight": ofShape(rows, 100) }))
        .startsWith(`g.pth: its tensor linear.weight has shape [${rows},100]`),
      true,
    );
  }
  assertEquals(
    refusal(changed({ "deconv4.weight": ofShape(0, 3, 4, 4) })).startsWith(
      "g.pth: its tensor linear.weight has shape [96,100]",
    ),
    true,
  );
});

Deno.test("findGenerator() refuses shapes that claim to be huge", () => {
  // Empty tensors take no bytes, whatever their other sides are.
  const empty: StoredTensor = {
    ...ofShape(0),
    shape: [2 ** 50, 0],
    strides: [0, 1],
  };
  assertEquals(
    refusal(changed({ "linear.weight": empty })).startsWith(
      "g.pth: its tensor linear.weight has shape [1125899906842624,0]",
    ),
    true,
  );
  assertEquals(
    refusal(changed({
      "deconv4.weight": { ...empty, shape: [2 ** 50, 3, 0, 4] },
    })).startsWith("g.pth: its tensor linear.weight has shape [96,100]"),
    true,
  );
  assertEquals(
    refusal(changed({ "linear.weight": ofShape(8 * 3 * 4099, 100) })),
    "g.pth: its pictures would have sides longer than 1024 pixels",
  );
});

Deno.test("findGenerator() names a tensor without numbers", () => {
  const bias = (...values: number[]) =>
    stored({ shape: [3], data: Float32Array.from(values) });
  for (const wrong of [NaN, Infinity, -Infinity]) {
    assertEquals(
      refusal(changed({ "deconv4.bias": bias(0, wrong, 0) })),
      "g.pth: its tensor deconv4.bias has values that are no number",
    );
  }
  assertEquals(
    refusal(changed({ "deconv4.bias": { ...COUNTER, shape: [3] } })),
    "g.pth cannot be used: tensor deconv4.bias is int64, only floating-point numbers can be read",
  );
});

Deno.test("findDiscriminator() says what does not fit the generator", () => {
  const refuse = (tensors: StateDict) =>
    assertThrows(() => findDiscriminator({ path, tensors }, SQUARE), UserError)
      .message;
  assertEquals(
    refuse(fileOf(generatorOf(SQUARE))),
    "g.pth holds no discriminator of this kind: it has no conv1.weight, its tensors are linear.weight, linear.bias, linear_bn.weight, …",
  );
  assertEquals(
    refuse(fileOf(discriminatorOf({ ...SQUARE, d: 4 }))),
    "g.pth: its tensor conv1.weight has shape [4,3,4,4], the network asks for [3,3,4,4]",
  );
  const classes = [{ name: "0" }, { name: "1" }];
  assertEquals(
    refuse(fileOf(discriminatorOf({ ...SQUARE, classes }))),
    "g.pth: its discriminator knows 2 classes, the generator none",
  );
  assertEquals(
    refuse(fileOf(discriminatorOf({ ...SQUARE, height: 64 }))),
    "g.pth: its tensor linear.weight has shape [1,192], the network asks for [1,96]",
  );
});
