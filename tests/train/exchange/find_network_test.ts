import { assertEquals, assertThrows } from "@std/assert";
import type { Size } from "../../../core/option_value.ts";
import type { Tensors } from "../../../train/tensors/tensor.ts";
import { UserError } from "../../../core/user_error.ts";
import { ELEMENT_TYPES } from "../../../train/exchange/element_type.ts";
import {
  findDiscriminator,
  findGenerator,
} from "../../../train/exchange/find_network.ts";
import {
  rowMajorStrides,
  type StateDict,
  type StoredTensor,
} from "../../../train/exchange/stored_tensor.ts";
import type { Architecture } from "../../../train/model/architecture.ts";
import {
  discriminatorTensors,
  generatorTensors,
  initialTensors,
} from "../../../train/model/tensors.ts";
import { initialState } from "../../../train/step/programs.ts";

function stored(
  { shape, data }: { shape: readonly number[]; data: Float32Array },
) {
  return {
    storage: {
      type: ELEMENT_TYPES.float32,
      count: data.length,
      bytes: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    },
    offset: 0,
    shape,
    strides: rowMajorStrides(shape),
  };
}

/** Tensors as a file has them, under names that a function gives. */
function fileOf(
  tensors: Tensors,
  rename = (name: string) => name.slice(2),
): StateDict {
  return new Map(
    Array.from(tensors, ([name, tensor]) => [rename(name), stored(tensor)]),
  );
}

const COUNTER: StoredTensor = {
  storage: { type: ELEMENT_TYPES.int64, count: 1, bytes: new Uint8Array(8) },
  offset: 0,
  shape: [],
  strides: [],
};

const SQUARE: Architecture = { d: 3, height: 32, width: 32 };
const WIDE: Architecture = { d: 1, height: 32, width: 48 };

function generatorOf(architecture: Architecture): Tensors {
  return initialTensors(generatorTensors(architecture), "paper", 1);
}

function discriminatorOf(architecture: Architecture): Tensors {
  return initialTensors(discriminatorTensors(architecture), "paper", 1);
}

const path = "g.pth";

/** The message that a generator is refused with. */
function refusal(tensors: StateDict, size?: Size): string {
  return assertThrows(() => findGenerator({ path, tensors }, size), UserError)
    .message;
}

/** A square generator's file with some tensors changed, or left out. */
function changed(
  changes: Readonly<Record<string, StoredTensor | undefined>>,
): StateDict {
  const tensors = fileOf(generatorOf(SQUARE));
  for (const [name, tensor] of Object.entries(changes)) {
    if (tensor === undefined) tensors.delete(name);
    else tensors.set(name, tensor);
  }
  return tensors;
}

/** A tensor of some shape. */
function ofShape(...shape: number[]): StoredTensor {
  const size = shape.reduce((size, side) => size * side, 1);
  return stored({ shape, data: new Float32Array(size) });
}

Deno.test("findGenerator() infers d and the size of square pictures", () => {
  for (const [d, side] of [[1, 16], [3, 32], [2, 64], [5, 16]] as const) {
    const architecture = { d, height: side, width: side };
    const tensors = generatorOf(architecture);
    assertEquals(findGenerator({ path, tensors: fileOf(tensors) }), {
      architecture,
      tensors,
      source: "",
      averaged: false,
    });
  }
});

Deno.test("findGenerator() takes the size that is given, if it can be", () => {
  const tensors = fileOf(generatorOf(WIDE));
  const size = { height: 32, width: 48 };
  assertEquals(findGenerator({ path, tensors }, size).architecture, WIDE);
  // Four pixels are a square or a strip.
  const strip = { height: 16, width: 64 };
  assertEquals(
    findGenerator({ path, tensors: fileOf(generatorOf(SQUARE)) }, strip)
      .architecture,
    { d: 3, ...strip },
  );
  assertEquals(
    refusal(tensors, { height: 48, width: 48 }),
    "--size is 48x48: it must be one of 16x96, 32x48, 48x32, 96x16, since g.pth is given and its linear layer makes 6 pixels",
  );
});

Deno.test("findGenerator() says what it needs when pictures are not square", () => {
  assertEquals(
    refusal(fileOf(generatorOf(WIDE))),
    "g.pth: its linear layer makes 6 pixels, which do not show the proportions of its pictures: give --size, one of 16x96, 32x48, 48x32, 96x16",
  );
});

Deno.test("findGenerator() finds names behind prefixes", () => {
  const tensors = generatorOf(SQUARE);
  for (
    const [prefix, source, averaged] of [
      ["", "", false],
      ["module.", "", false],
      ["_orig_mod.", "", false],
      ["module._orig_mod.", "", false],
      ["_orig_mod.module.", "", false],
      ["G.", "G", false],
      ["module.G.", "G", false],
      ["G.module.", "G", false],
      ["G_ema.", "G_ema", true],
      ["ema_model.module.", "ema_model", true],
      ["generatorEMA.", "generatorEMA", true],
      ["netG.", "netG", false],
      ["state_dict.generator.", "state_dict.generator", false],
      ["schema.", "schema", false],
    ] as const
  ) {
    const file = fileOf(tensors, (name) => `${prefix}${name.slice(2)}`);
    const found = findGenerator({ path, tensors: file });
    assertEquals(found.tensors, tensors);
    assertEquals([found.source, found.averaged], [source, averaged]);
  }
});

Deno.test("findGenerator() finds its network beside others and the moments of an optimizer", () => {
  const tensors = generatorOf(SQUARE);
  const under = (prefix: string, tensors: Tensors) => [
    ...fileOf(tensors, (name) => `${prefix}.${name.slice(2)}`),
  ];
  const all: StateDict = new Map([
    ...under("netD", discriminatorOf(SQUARE)),
    ...under("netG", tensors),
    ...under("netG.optimizer.exp_avg", tensors),
  ]);
  assertEquals(findGenerator({ path, tensors: all }).source, "netG");
  assertEquals(findDiscriminator({ path, tensors: all }, SQUARE), {
    tensors: discriminatorOf(SQUARE),
    source: "netD",
  });
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

Deno.test("findDiscriminator() prefers the network to its moving average", () => {
  const tensors = discriminatorOf(SQUARE);
  const file: StateDict = new Map([
    ...fileOf(discriminatorOf(SQUARE), (name) => `D_ema.${name.slice(2)}`),
    ...fileOf(tensors, (name) => `D.${name.slice(2)}`),
  ]);
  assertEquals(findDiscriminator({ path, tensors: file }, SQUARE).source, "D");
});

Deno.test("findGenerator() takes the moving average of a checkpoint, if there is one", () => {
  const options = {
    ...SQUARE,
    batch: 2,
    optimizer: "adam",
    beta1: 0.5,
    beta2: 0.9,
    seed: 1,
  } as const;
  const same = (name: string) => name;
  const state = initialState({ ...options, ema: 1 }, "paper");
  for (const [name, { shape, data }] of state) {
    if (name.startsWith("G_ema.")) {
      state.set(name, { shape, data: data.map((x) => x + 1) });
    }
  }
  const averaged = findGenerator({ path, tensors: fileOf(state, same) });
  assertEquals(averaged.averaged, true);
  assertEquals(
    averaged.tensors.get("G.linear.weight"),
    state.get("G_ema.linear.weight"),
  );
  const plain = initialState({ ...options, ema: 0 }, "paper");
  const last = findGenerator({ path, tensors: fileOf(plain, same) });
  assertEquals(last.averaged, false);
  assertEquals(last.tensors, generatorOf(SQUARE));
});

Deno.test("findGenerator() ignores counters of batches", () => {
  const tensors = changed({
    "linear_bn.num_batches_tracked": COUNTER,
    "deconv1_bn.num_batches_tracked": COUNTER,
  });
  assertEquals(
    findGenerator({ path, tensors }).tensors,
    generatorOf(SQUARE),
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

Deno.test("findDiscriminator() finds names behind prefixes", () => {
  const tensors = discriminatorOf(WIDE);
  for (const prefix of ["", "module.", "D."]) {
    const file = fileOf(tensors, (name) => `${prefix}${name.slice(2)}`);
    file.set(`${prefix}conv2_bn.num_batches_tracked`, COUNTER);
    assertEquals(
      findDiscriminator({ path, tensors: file }, WIDE).tensors,
      tensors,
    );
  }
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
