import { fromBinary } from "@bufbuild/protobuf";
import { assertEquals, assertThrows } from "@std/assert";
import { ModelProtoSchema } from "onnx-buf";
import { tanh } from "../../../train/graph/operations/activation.ts";
import { add, multiply } from "../../../train/graph/operations/arithmetic.ts";
import { convTranspose2d } from "../../../train/graph/operations/convolution.ts";
import { reshape } from "../../../train/graph/operations/layout.ts";
import { matMul } from "../../../train/graph/operations/matrix.ts";
import { compile, type Program } from "../../../train/graph/program.ts";
import { constant, feed, state } from "../../../train/graph/value.ts";
import { openEngines } from "../engines.ts";

const engines = await openEngines();

/** Operators of a program's nodes, in order. */
function operators({ model }: Program): string[] {
  const { graph } = fromBinary(ModelProtoSchema, model);
  return graph?.node.map(({ opType }) => opType) ?? [];
}

function constants({ model }: Program): number {
  return fromBinary(ModelProtoSchema, model).graph?.initializer.length ?? 0;
}

/** A tensor `[data.length]` of state. */
function vector(...data: number[]) {
  return { shape: [data.length], data: Float32Array.from(data) };
}

Deno.test("compile() lists what the results depend on", () => {
  const weight = state("weight", [3, 2]);
  const rate = feed("rate", []);
  const x = feed("x", [4, 3]);
  multiply(feed("unused", [2]), state("unused_too", [2]));
  const program = compile({
    name: "lists",
    fetches: { y: matMul(x, weight) },
    updates: { weight: multiply(weight, rate) },
  });
  assertEquals(program.name, "lists");
  assertEquals(program.feeds, { x: [4, 3], rate: [] });
  assertEquals(program.state, { weight: [3, 2] });
  assertEquals(program.updates, { weight: "weight.next" });
  assertEquals(program.fetches, { y: [4, 2] });
  assertEquals(program.anyBatch, false);
  // x, weight, rate, y and the new weight.
  assertEquals(program.valueBytes, 4 * (12 + 6 + 1 + 8 + 6));
});

Deno.test("compile() writes equal expressions once", () => {
  const x = feed("x", [2]);
  const program = compile({
    name: "common",
    fetches: { y: multiply(add(x, 2), tanh(add(x, 2))), z: add(2, x) },
  });
  // Addition is not taken to be commutative: the last one is another.
  assertEquals(operators(program), ["Add", "Tanh", "Mul", "Add"]);
  assertEquals(constants(program), 1);
});

Deno.test("compile() tells expressions with other attributes apart", () => {
  const a = feed("a", [2, 2]);
  const program = compile({
    name: "attributes",
    fetches: { y: matMul(a, a), z: matMul(a, a, { transposeB: true }) },
  });
  assertEquals(operators(program), ["Gemm", "Gemm"]);
});

Deno.test("compile() throws when an update has another shape", () => {
  const total = state("total", [2]);
  const updates = { total: add(total, constant([1, 2, 3, 4], [2, 2])) };
  assertThrows(
    () => compile({ name: "shapes", fetches: {}, updates }),
    RangeError,
    "Cannot update total of shape [2] with shape [2,2]",
  );
});

Deno.test("compile() throws when inputs of one name have different shapes", () => {
  const y = add(feed("x", [2]), feed("x", [1]));
  assertThrows(
    () => compile({ name: "names", fetches: { y } }),
    RangeError,
    "x is a feed of shape [2], and a feed of shape [1]",
  );
});

Deno.test("compile() throws when a feed and a state have one name", () => {
  const y = add(feed("x", [2]), state("x", [2]));
  assertThrows(
    () => compile({ name: "names", fetches: { y } }),
    RangeError,
    "x is a feed of shape [2], and a state of shape [2]",
  );
});

Deno.test("compile() throws when an output has the name of an input", () => {
  const x = feed("x", [2]);
  assertThrows(
    () => compile({ name: "names", fetches: { x: add(x, 1) } }),
    RangeError,
    "x is the name of an input and of an output",
  );
});

Deno.test("compile() takes inputs of one name and shape for the same", () => {
  const y = add(feed("x", [2]), feed("x", [2]));
  const program = compile({ name: "same", fetches: { y } });
  assertEquals(program.feeds, { x: [2] });
});

for (const engine of engines) {
  const { device } = engine;

  Deno.test(`compile() hands out equal results under all their names on ${device}`, async () => {
    const x = feed("x", [2]);
    const total = state("total", [2]);
    const program = compile({
      name: "equal",
      fetches: { y: add(x, total), z: add(x, total), w: tanh(add(x, total)) },
      updates: { total: add(x, total) },
    });
    assertEquals(operators(program), ["Add", "Tanh", "Identity", "Identity"]);
    await engine.setState(new Map([["total", vector(1, 2)]]));
    const fetched = await engine.run(program, { x: Float32Array.of(10, -2) });
    const expected = Float32Array.of(11, 0);
    assertEquals([fetched["y"], fetched["z"]], [expected, expected]);
    assertEquals(
      await engine.getState(["total"]),
      new Map([["total", vector(11, 0)]]),
    );
  });

  Deno.test(`compile() hands out inputs and constants on ${device}`, async () => {
    const program = compile({
      name: "inputs",
      fetches: {
        fed: feed("x", [2]),
        kept: state("a", [2]),
        written: constant([5, 6], [2]),
        number: constant(7),
      },
    });
    await engine.setState(new Map([["a", vector(1, 2)]]));
    assertEquals(await engine.run(program, { x: Float32Array.of(3, 4) }), {
      fed: Float32Array.of(3, 4),
      kept: Float32Array.of(1, 2),
      written: Float32Array.of(5, 6),
      number: Float32Array.of(7),
    });
  });

  Deno.test(`compile() makes updates from the state before them on ${device}`, async () => {
    const a = state("a", [2]);
    const b = state("b", [2]);
    const program = compile({
      name: "swap",
      fetches: {},
      updates: { a: b, b: a },
    });
    await engine.setState(new Map([["a", vector(1, 2)], ["b", vector(3, 4)]]));
    const names = ["a", "b"];
    const swapped = new Map([["a", vector(3, 4)], ["b", vector(1, 2)]]);
    await engine.run(program, {});
    assertEquals(await engine.getState(names), swapped);
    await engine.run(program, {});
    await engine.run(program, {});
    assertEquals(await engine.getState(names), swapped);
  });

  Deno.test(`compile() can set state that the program does not read on ${device}`, async () => {
    const program = compile({
      name: "set",
      fetches: {},
      updates: { fresh: multiply(feed("x", [2]), 2) },
    });
    assertEquals(program.state, {});
    await engine.run(program, { x: Float32Array.of(1, 2) });
    assertEquals(
      await engine.getState(["fresh"]),
      new Map([["fresh", vector(2, 4)]]),
    );
  });

  Deno.test(`compile() leaves the batch size open when asked to on ${device}`, async () => {
    const program = compile({
      name: "open",
      fetches: {
        y: tanh(
          convTranspose2d(
            reshape(
              matMul(feed("x", [1, 2]), constant([1, 2, 3, 4], [2, 2])),
              [1, 2, 1, 1],
            ),
            constant([0.1, 0.2, 0.3, 0.4], [2, 1, 1, 2]),
          ),
        ),
      },
      anyBatch: true,
    });
    const rows = [[1, 2], [-1, 0.5], [0.25, -3]];
    const run = async (...rows: number[][]) => {
      const { y } = await engine.run(program, {
        x: Float32Array.from(rows.flat()),
      });
      return [...y as Float32Array];
    };
    const apart = [];
    for (const row of rows) apart.push(...await run(row));
    assertEquals(apart.length, 6);
    assertEquals(await run(...rows), apart);
    assertEquals(await run(...rows.slice(1)), apart.slice(2));
  });
}
