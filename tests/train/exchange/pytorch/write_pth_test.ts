import { assertEquals } from "@std/assert";
import { createHash } from "node:crypto";
import { readPth } from "../../../../train/exchange/pytorch/read_pth.ts";
import {
  encodePth,
  type SavedTensor,
} from "../../../../train/exchange/pytorch/write_pth.ts";
import { readZip } from "../../../../train/exchange/pytorch/zip_archive.ts";
import { readTensor } from "../../../../train/exchange/stored_tensor.ts";
import { referenceBytes, referenceNetwork } from "../reference.ts";

/** The reference's generator with its counters. */
function referenceGenerator(): Map<string, SavedTensor> {
  const tensors = new Map<string, SavedTensor>();
  for (const [name, tensor] of referenceNetwork("G")) {
    tensors.set(name, tensor);
    if (!name.endsWith(".running_var")) continue;
    tensors.set(name.replace("running_var", "num_batches_tracked"), {
      shape: [],
      data: BigInt64Array.of(4n),
    });
  }
  return tensors;
}

Deno.test("encodePth() writes the same files as PyTorch, byte for byte", async () => {
  const written = await readZip(await encodePth(referenceGenerator()));
  const original = await readZip(referenceBytes("generator-zip.pth"));
  // PyTorch calls the folder after the file.
  const renamed = new Map(
    Array.from(original, ([name, content]) => [
      name.replace("generator-zip/", "archive/"),
      content,
    ]),
  );
  // Which PyTorch 1.13 does not write yet.
  assertEquals(
    written.get("archive/byteorder"),
    new TextEncoder().encode("little"),
  );
  written.delete("archive/byteorder");
  assertEquals([...written.keys()].sort(), [...renamed.keys()].sort());
  for (const [name, content] of renamed) {
    assertEquals(written.get(name)?.toHex(), content.toHex(), name);
  }
});

Deno.test("encodePth() writes what readPth() reads as the same", async () => {
  const tensors = referenceGenerator();
  const read = await readPth(await encodePth(tensors));
  assertEquals([...read.keys()], [...tensors.keys()]);
  for (const [name, { shape, data }] of tensors) {
    const stored = read.get(name);
    assertEquals(stored?.shape, shape);
    if (stored === undefined) continue;
    if (data instanceof Float32Array) {
      assertEquals(readTensor(name, stored).data, data);
    } else {
      assertEquals(stored.storage.type.name, "int64");
      assertEquals(
        new BigInt64Array(stored.storage.bytes.slice().buffer),
        data,
      );
    }
  }
});

Deno.test("encodePth() writes a part of a larger buffer", async () => {
  const data = Float32Array.of(9, 1, 2, 9).subarray(1, 3);
  const file = await encodePth(new Map([["x", { shape: [2], data }]]));
  const stored = (await readPth(file)).get("x");
  assertEquals(
    stored && readTensor("x", stored).data,
    Float32Array.of(1, 2),
  );
});

Deno.test("encodePth() writes the same bytes for the same tensors", async () => {
  const sha256 = (bytes: Uint8Array) =>
    createHash("sha256").update(bytes).digest("hex");
  assertEquals(
    sha256(await encodePth(referenceGenerator())),
    "8ac5d9cdff320953ca98867a7c9bb1b1ff5773e392b5f743d71961032b383e74",
  );
});
