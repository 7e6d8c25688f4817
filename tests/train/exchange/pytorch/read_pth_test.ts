import { assertEquals, assertRejects } from "@std/assert";
import { isPth, readPth } from "../../../../train/exchange/pytorch/read_pth.ts";
import {
  readTensor,
  type StateDict,
} from "../../../../train/exchange/stored_tensor.ts";
import { referenceBytes, referenceNetwork } from "../reference.ts";
import { latin1, littleEndian, tensorPickle, torchFile } from "./torch_file.ts";

/** All tensors but the counters, as float32. */
function floats(tensors: StateDict) {
  return new Map(
    Array.from(tensors)
      .filter(([name]) => !name.endsWith("num_batches_tracked"))
      .map(([name, tensor]) => [name, readTensor(name, tensor)]),
  );
}

for (const file of ["generator-zip.pth", "generator-legacy.pth"]) {
  Deno.test(`readPth() reads the reference's ${file}, bit for bit`, async () => {
    const bytes = referenceBytes(file);
    assertEquals(isPth(bytes), true);
    const tensors = await readPth(bytes);
    assertEquals(floats(tensors), referenceNetwork("G"));
    const counters = [...tensors.keys()].filter((name) =>
      name.endsWith(".num_batches_tracked")
    );
    assertEquals(counters, [
      "linear_bn.num_batches_tracked",
      "deconv1_bn.num_batches_tracked",
      "deconv2_bn.num_batches_tracked",
      "deconv3_bn.num_batches_tracked",
    ]);
    for (const name of counters) {
      const { storage, shape } = tensors.get(name) ?? {};
      assertEquals([storage?.type.name, shape], ["int64", []]);
      // Two steps, each of which applies the generator twice.
      assertEquals(storage?.bytes, latin1(littleEndian(4, 8)));
    }
  });
}

Deno.test("readPth() reads a part of a larger buffer", async () => {
  for (const file of ["generator-zip.pth", "generator-legacy.pth"]) {
    const bytes = referenceBytes(file);
    const buffer = new Uint8Array(bytes.length + 3);
    buffer.set(bytes, 3);
    assertEquals(
      floats(await readPth(buffer.subarray(3))),
      referenceNetwork("G"),
    );
  }
});

Deno.test("readPth() reads tensors that are not contiguous", async () => {
  const pickle = tensorPickle({
    ...{ count: 6, offset: 1, shape: [2, 2], strides: [1, 3] },
  });
  const storage = new Uint8Array(Float32Array.of(0, 1, 2, 3, 4, 5).buffer);
  const tensors = await readPth(await torchFile(pickle, { 0: storage }));
  assertEquals(
    floats(tensors),
    new Map([["x", { shape: [2, 2], data: Float32Array.of(1, 4, 2, 5) }]]),
  );
});

for (
  const [storage, bytes] of [
    ["DoubleStorage", "\0\0\0\0\0\0\xf8\xbf\0\0\0\0\0\0\x04\x40"],
    ["HalfStorage", "\x00\xbe\x00\x41"],
    ["BFloat16Storage", "\xc0\xbf\x20\x40"],
  ] as const
) {
  Deno.test(`readPth() reads a ${storage} as float32`, async () => {
    const vector = { count: 2, shape: [2], strides: [1] };
    const pickle = tensorPickle({ storage, ...vector });
    const file = await torchFile(pickle, { 0: latin1(bytes) });
    assertEquals(
      floats(await readPth(file)).get("x")?.data,
      Float32Array.of(-1.5, 2.5),
    );
  });
}

Deno.test("readPth() reads parameters as the tensors they are", async () => {
  // Wraps the tensor of tensorPickle: the call, then its arguments.
  const text = String.fromCharCode(
    ...tensorPickle({ count: 1, shape: [1], strides: [1] }),
  );
  const parameter = text
    .replace(
      "ctorch._utils\n_rebuild_tensor_v2\n",
      "ctorch._utils\n_rebuild_parameter\n(ctorch._utils\n_rebuild_tensor_v2\n",
    )
    .replace("tRs.", "tR\x88}tRs.");
  const storage = new Uint8Array(Float32Array.of(7).buffer);
  const file = await torchFile(latin1(parameter), { 0: storage });
  assertEquals(
    floats(await readPth(file)).get("x")?.data,
    Float32Array.of(7),
  );
});

const X = { count: 2, shape: [2], strides: [1] };
const EIGHT = new Uint8Array(8);

for (
  const [damage, file, message] of [
    [
      "a storage is missing",
      torchFile(tensorPickle(X)),
      "its storage 0 is missing",
    ],
    [
      "a storage is shorter than the pickle says",
      torchFile(tensorPickle(X), { 0: new Uint8Array(4) }),
      "its storage 0 has 4 bytes, not 8",
    ],
    [
      "a storage claims to be huge",
      torchFile(tensorPickle({ ...X, count: 2 ** 31 - 1 }), { 0: EIGHT }),
      "its storage 0 has 8 bytes, not 8589934588",
    ],
    [
      "a tensor has more elements than its storage",
      torchFile(tensorPickle({ ...X, shape: [2 ** 30], strides: [0] }), {
        0: EIGHT,
      }),
      "a tensor of shape [1073741824] with strides [0] from element 0 does not fit its storage of 2 elements",
    ],
    [
      "a storage has a class that is none",
      torchFile(tensorPickle({ ...X, storage: "_utils" }), { 0: EIGHT }),
      "its pickle names torch._utils, which is not part of a state dict",
    ],
    [
      "a storage's class is no storage",
      torchFile(
        latin1(
          "(X\x07\0\0\0storageccollections\nOrderedDict\nX\0\0\0\0NK\x01tQ.",
        ),
      ),
      "its pickle has a storage that is none",
    ],
    [
      "two storages have one key",
      torchFile(
        latin1(
          ["Float", "Long"].map((type) =>
            `(X\x07\0\0\0storagectorch\n${type}Storage\nX\x01\0\0\0kNK\x01tQ`
          ).join("") + ".",
        ),
      ),
      "its pickle has two storages k",
    ],
    [
      "a tensor is made of something else",
      torchFile(latin1("ctorch._utils\n_rebuild_tensor_v2\n)R.")),
      "its pickle has a tensor that is none",
    ],
    [
      "a parameter is made of something else",
      torchFile(latin1("ctorch._utils\n_rebuild_parameter\nK\x01\x85R.")),
      "its pickle has a parameter that is none",
    ],
    [
      "an OrderedDict is made of a list",
      torchFile(latin1("ccollections\nOrderedDict\n]\x85R.")),
      "its pickle makes an OrderedDict of something",
    ],
    [
      "it holds a checkpoint without tensors",
      torchFile(latin1("}X\x05\0\0\0epochK\x03s.")),
      "it holds no state dict: save that of a network, network.state_dict()",
    ],
    [
      "it holds a lone number",
      torchFile(latin1("K\x03.")),
      "it holds no state dict: save that of a network, network.state_dict()",
    ],
    [
      "it holds a whole network",
      torchFile(latin1("c__main__\nGenerator\n)\x81.")),
      "its pickle names __main__.Generator, which is not part of a state dict",
    ],
    [
      "it is big-endian",
      torchFile(tensorPickle(X), { 0: EIGHT }, {
        "a/byteorder": latin1("big"),
      }),
      "its numbers are big-endian",
    ],
    [
      "two folders have a pickle",
      torchFile(tensorPickle(X), { 0: EIGHT }, { "b/data.pkl": EIGHT }),
      "it is a ZIP archive, but none of torch.save",
    ],
    [
      "it is an archive of something else",
      torchFile(tensorPickle(X)).then((file) =>
        // The name is in the file's header and in the directory.
        latin1(
          String.fromCharCode(...file).replaceAll("data.pkl", "data.txt"),
        )
      ),
      "it is a ZIP archive, but none of torch.save",
    ],
  ] as const
) {
  Deno.test(`readPth() throws when ${damage}`, async () => {
    const bytes = await file;
    const error = await assertRejects(() => readPth(bytes), SyntaxError);
    assertEquals(error.message, message);
  });
}

Deno.test("isPth() tells other files by their start", () => {
  assertEquals(isPth(referenceBytes("export.safetensors")), false);
  assertEquals(isPth(new Uint8Array()), false);
  // A pickle of any protocol that torch.save can be asked for.
  assertEquals(isPth(latin1("\x80\x02N.")), true);
  assertEquals(isPth(latin1("\x80\x05N.")), true);
  assertEquals(isPth(latin1("\x80\x06N.")), false);
});
