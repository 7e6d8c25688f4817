import { assertEquals } from "@std/assert";
import type { Tensors } from "../../../train/tensors/tensor.ts";
import {
  findDiscriminator,
  findGenerator,
} from "../../../train/exchange/find_network.ts";
import { type StateDict } from "../../../train/exchange/stored_tensor.ts";
import { initialState } from "../../../train/step/programs.ts";
import {
  changed,
  COUNTER,
  discriminatorOf,
  fileOf,
  generatorOf,
  path,
  refusal,
  SQUARE,
  WIDE,
} from "./stored_networks.ts";

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
