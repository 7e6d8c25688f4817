import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  decodeSafetensors,
  encodeSafetensors,
  splitSafetensors,
} from "../../../train/tensors/safetensors.ts";
import type { Tensors } from "../../../train/tensors/tensor.ts";

const FIXTURES = new URL("../../fixtures/reference/", import.meta.url);

/** A file with any header, right or wrong, and so many bytes of data. */
function fileWith(header: unknown, dataBytes: number): Uint8Array<ArrayBuffer> {
  const json = typeof header === "string" ? header : JSON.stringify(header);
  const text = new TextEncoder().encode(json);
  const file = new Uint8Array(8 + text.length + dataBytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, 8);
  return file;
}

/** Header entry of a float32 vector. */
function entry(start: number, end: number) {
  return {
    dtype: "F32",
    shape: [(end - start) / 4],
    data_offsets: [start, end],
  };
}

const tensors: Tensors = new Map([
  ["weight", { shape: [2, 3], data: Float32Array.of(1, -2, 3.5, 0, 1e-30, 7) }],
  ["scalar", { shape: [], data: Float32Array.of(-0.1) }],
  ["empty", { shape: [0, 4], data: new Float32Array(0) }],
  ["größe ∆", { shape: [2], data: Float32Array.of(NaN, -Infinity) }],
]);
const metadata = { step: "7", "a name": 'a "text"' };

Deno.test("decodeSafetensors() gives back what encodeSafetensors() was given", () => {
  const decoded = decodeSafetensors(encodeSafetensors({ tensors, metadata }));
  assertEquals(decoded, { tensors, metadata });
  assertEquals([...decoded.tensors.keys()], [...tensors.keys()]);
});

Deno.test("encodeSafetensors() writes no tensors and no metadata as well", () => {
  const nothing = { tensors: new Map(), metadata: {} };
  assertEquals(decodeSafetensors(encodeSafetensors(nothing)), nothing);
});

Deno.test("encodeSafetensors() writes the same bytes for the same content", () => {
  const content = { tensors, metadata };
  assertEquals(encodeSafetensors(content), encodeSafetensors(content));
});

Deno.test("encodeSafetensors() follows the format", () => {
  const file = encodeSafetensors({
    tensors: new Map([
      ["a", { shape: [1], data: Float32Array.of(1) }],
      ["b", { shape: [2], data: Float32Array.of(2, 3) }],
    ]),
    metadata: { step: "7" },
  });
  const view = new DataView(file.buffer);
  const length = Number(view.getBigUint64(0, true));
  // The data begins at a multiple of eight; the header is filled with spaces.
  assertEquals(length % 8, 0);
  const header = new TextDecoder().decode(file.subarray(8, 8 + length));
  assertEquals(JSON.parse(header), {
    __metadata__: { step: "7" },
    a: entry(0, 4),
    b: entry(4, 12),
  });
  assert(/^\{.*\} *$/.test(header));
  assertEquals(file.length, 8 + length + 12);
  for (const [index, expected] of [1, 2, 3].entries()) {
    assertEquals(view.getFloat32(8 + length + 4 * index, true), expected);
  }
});

Deno.test("encodeSafetensors() writes a part of a larger buffer", () => {
  const part = Float32Array.of(9, 1, 2, 9).subarray(1, 3);
  const file = encodeSafetensors({
    tensors: new Map([["part", { shape: [2], data: part }]]),
    metadata: {},
  });
  assertEquals(
    decodeSafetensors(file).tensors.get("part")?.data,
    Float32Array.of(1, 2),
  );
});

Deno.test("decodeSafetensors() reads a part of a larger buffer", () => {
  const file = encodeSafetensors({ tensors, metadata });
  const buffer = new Uint8Array(file.length + 3);
  buffer.set(file, 3);
  assertEquals(decodeSafetensors(buffer.subarray(3)), { tensors, metadata });
});

Deno.test("decodeSafetensors() orders tensors by their data", () => {
  const file = fileWith({
    "7": entry(8, 12),
    late: entry(4, 8),
    early: entry(0, 4),
  }, 12);
  assertEquals([...decodeSafetensors(file).tensors.keys()], [
    "early",
    "late",
    "7",
  ]);
});

for (const name of ["adam-64x64", "sgd-64x64", "export"]) {
  Deno.test(`decodeSafetensors() reads the reference's ${name}.safetensors`, async () => {
    const file = await Deno.readFile(new URL(`${name}.safetensors`, FIXTURES));
    const { tensors, metadata } = decodeSafetensors(file);
    const steps = Number(metadata["steps"]);
    const losses = tensors.get("losses");
    assertEquals(losses?.shape, [steps, 3]);
    assert(losses?.data.every((loss) => loss > 0 && loss < 20));
    // The weights start from N(0, 0.02).
    const weight = tensors.get("initial.G.linear.weight");
    assertEquals(weight?.shape, [8 * Number(metadata["d"]) * 16, 100]);
    const spread = Math.hypot(...weight?.data.subarray(0, 10_000) ?? []) / 100;
    assert(Math.abs(spread - 0.02) < 0.002, `${spread}`);
    // Written again, it is read as the same.
    assertEquals(
      decodeSafetensors(encodeSafetensors({ tensors, metadata })),
      { tensors, metadata },
    );
  });
}

Deno.test("decodeSafetensors() throws at whatever place a file is cut off", () => {
  const file = encodeSafetensors({ tensors, metadata });
  for (let length = 0; length < file.length; length++) {
    assertThrows(
      () => decodeSafetensors(file.slice(0, length)),
      SyntaxError,
    );
  }
});

const DAMAGES: readonly (readonly [string, Uint8Array<ArrayBuffer>, string])[] =
  [
    ["the file is empty", new Uint8Array(0), "it has only 0 bytes"],
    [
      "the header is longer than the file",
      Uint8Array.of(9, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0x7d),
      "its header would end at byte 17 of 10",
    ],
    [
      "the header is longer than any file",
      new Uint8Array(16).fill(0xff),
      "its header would end at byte",
    ],
    [
      "the header is not JSON",
      fileWith("{broken", 0),
      "the header is not JSON",
    ],
    ["the header is a list", fileWith("[]", 0), "not a JSON object"],
    ["the header is null", fileWith("null", 0), "not a JSON object"],
    [
      "the metadata is not text",
      fileWith({ __metadata__: { step: 7 } }, 0),
      "its metadata is not text by name",
    ],
    [
      "the metadata is no object",
      fileWith({ __metadata__: "step" }, 0),
      "its metadata is not text by name",
    ],
    [
      "a tensor is no object",
      fileWith({ a: null }, 0),
      "tensor a is undefined, only F32 can be read",
    ],
    [
      "a tensor is of another type",
      fileWith({ a: { ...entry(0, 4), dtype: "F16" } }, 4),
      "tensor a is F16, only F32 can be read",
    ],
    [
      "a shape is missing",
      fileWith({ a: { dtype: "F32", data_offsets: [0, 4] } }, 4),
      "tensor a has no valid shape",
    ],
    [
      "a dimension is negative",
      fileWith({ a: { ...entry(0, 4), shape: [-1, -1] } }, 4),
      "tensor a has no valid shape",
    ],
    [
      "a dimension is no integer",
      fileWith({ a: { ...entry(0, 4), shape: [0.5, 2] } }, 4),
      "tensor a has no valid shape",
    ],
    [
      "offsets are missing",
      fileWith({ a: { dtype: "F32", shape: [1] } }, 4),
      "tensor a of shape [1] does not fit its bytes undefined to undefined",
    ],
    [
      "offsets are negative",
      fileWith({ a: { ...entry(0, 4), data_offsets: [-4, 0] } }, 4),
      "does not fit its bytes -4 to 0",
    ],
    [
      "offsets are text",
      fileWith({ a: { ...entry(0, 4), data_offsets: ["0", "4"] } }, 4),
      "tensor a of shape [1] does not fit",
    ],
    [
      "the shape and the offsets differ",
      fileWith({ a: { ...entry(0, 8), shape: [3] } }, 8),
      "tensor a of shape [3] does not fit its bytes 0 to 8",
    ],
    [
      "the data ends early",
      fileWith({ a: entry(0, 4), b: entry(4, 12) }, 8),
      "tensor b ends at byte 12 of the data, which has only 8",
    ],
    [
      "there is data that belongs to no tensor",
      fileWith({ a: entry(0, 4) }, 8),
      "the data has 8 bytes, its tensors only 4",
    ],
    [
      "there is a gap between tensors",
      fileWith({ a: entry(0, 4), b: entry(8, 12) }, 12),
      "tensor b starts at byte 8 of the data, not at 4",
    ],
    [
      "tensors overlap",
      fileWith({ a: entry(0, 8), b: entry(4, 12) }, 12),
      "tensor b starts at byte 4 of the data, not at 8",
    ],
  ];

for (const [damage, file, message] of DAMAGES) {
  Deno.test(`decodeSafetensors() throws when ${damage}`, () => {
    assertThrows(() => decodeSafetensors(file), SyntaxError, message);
  });
}

Deno.test("splitSafetensors() gives the bytes of every tensor", () => {
  const one = new Map([["x", { shape: [1], data: Float32Array.of(1) }]]);
  const file = encodeSafetensors({ tensors: one, metadata: {} });
  const x = splitSafetensors(file, { F32: 4 }).tensors.get("x");
  assertEquals(x?.bytes, Uint8Array.of(0, 0, 0x80, 0x3f));
});
