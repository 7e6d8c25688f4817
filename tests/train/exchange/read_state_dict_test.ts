import { assertEquals, assertRejects } from "@std/assert";
import { encodeSafetensors } from "../../../train/tensors/safetensors.ts";
import { UserError } from "../../../core/user_error.ts";
import { readStateDict } from "../../../train/exchange/read_state_dict.ts";
import { readTensor } from "../../../train/exchange/stored_tensor.ts";
import { latin1, littleEndian, torchFile } from "./pytorch/torch_file.ts";
import { referenceNetwork, referencePath } from "./reference.ts";
import { withFolder } from "../../folder.ts";

/** A safetensors file with any header. */
function safetensors(header: unknown, data = ""): Uint8Array<ArrayBuffer> {
  const text = typeof header === "string" ? header : JSON.stringify(header);
  return latin1(`${littleEndian(text.length, 8)}${text}${data}`);
}

/** The message that a file is refused with, the path left out. */
async function refusal(bytes: Uint8Array): Promise<string> {
  let message = "";
  await withFolder(async (folder) => {
    const path = `${folder}/weights.file`;
    await Deno.writeFile(path, bytes);
    const error = await assertRejects(() => readStateDict(path), UserError);
    message = error.message.replace(path, "FILE");
  });
  return message;
}

Deno.test("readStateDict() reads the same from all formats", () =>
  withFolder(async (folder) => {
    const tensors = referenceNetwork("G");
    // The ending says nothing.
    const path = `${folder}/safetensors.pth`;
    await Deno.writeFile(path, encodeSafetensors({ tensors, metadata: {} }));
    for (
      const file of [
        path,
        referencePath("generator-zip.pth"),
        referencePath("generator-legacy.pth"),
      ]
    ) {
      const read = await readStateDict(file);
      for (const [name, tensor] of tensors) {
        const stored = read.get(name);
        assertEquals(stored && readTensor(name, stored), tensor);
      }
    }
  }));

Deno.test("readStateDict() reads every type that PyTorch saves as safetensors", () =>
  withFolder(async (folder) => {
    const entry = (dtype: string, start: number, end: number) => ({
      dtype,
      shape: [1],
      data_offsets: [start, end],
    });
    const path = `${folder}/a.safetensors`;
    await Deno.writeFile(
      path,
      safetensors(
        {
          f64: entry("F64", 0, 8),
          f32: entry("F32", 8, 12),
          f16: entry("F16", 12, 14),
          bf16: entry("BF16", 14, 16),
          counter: { ...entry("I64", 16, 24), shape: [] },
          byte: entry("U8", 24, 25),
        },
        "\0\0\0\0\0\0\xf8\xbf\0\0\xc0\xbf\0\xbe\xc0\xbf\x04\0\0\0\0\0\0\0\x07",
      ),
    );
    const read = await readStateDict(path);
    assertEquals([...read.keys()].length, 6);
    for (const name of ["f64", "f32", "f16", "bf16"]) {
      const stored = read.get(name);
      assertEquals(
        stored && readTensor(name, stored),
        { shape: [1], data: Float32Array.of(-1.5) },
      );
    }
    assertEquals(read.get("counter")?.storage.type.name, "int64");
  }));

Deno.test("readStateDict() names a file that it cannot read", () =>
  withFolder(async (folder) => {
    const refuse = async (path: string) =>
      (await assertRejects(() => readStateDict(path), UserError)).message;
    const missing = `${folder}/missing.pth`;
    assertEquals(await refuse(missing), `${missing} does not exist`);
    assertEquals(
      (await refuse(folder)).startsWith(`${folder} cannot be read: `),
      true,
    );
  }));

Deno.test("readStateDict() says what is wrong with a file", async () => {
  const neither = "FILE is neither a file of torch.save nor a safetensors file";
  assertEquals(await refusal(new Uint8Array()), neither);
  assertEquals(await refusal(latin1("GIF89a, and more")), neither);
  assertEquals(
    await refusal(latin1("\x80\x02cos\nsystem\n.")),
    "FILE cannot be used: its pickle names os.system, which is not part of a state dict",
  );
  assertEquals(
    await refusal(latin1("\x80\x02}.")),
    "FILE cannot be used: it is a pickle, but none of torch.save",
  );
  assertEquals(
    await refusal(await torchFile(latin1("cos\nsystem\n)R."))),
    "FILE cannot be used: its pickle names os.system, which is not part of a state dict",
  );
  assertEquals(
    await refusal(latin1("PK\x03\x04…")),
    "FILE cannot be used: it is no whole ZIP archive: File format is not recognized",
  );
  assertEquals(
    await refusal(safetensors({
      x: { dtype: "F8_E5M2", shape: [1], data_offsets: [0, 1] },
    }, "\0")),
    "FILE cannot be used: tensor x is F8_E5M2, only F64, F32, F16, BF16, I64, I32, I16, I8, U8, BOOL can be read",
  );
});

Deno.test("readStateDict() bears whatever JSON a header is", async () => {
  const deep = "[".repeat(200_000) + "]".repeat(200_000);
  const object =
    "object, only F64, F32, F16, BF16, I64, I32, I16, I8, U8, BOOL can be read";
  assertEquals(
    await refusal(safetensors(`{"x":{"dtype":${deep}}}`)),
    `FILE cannot be used: tensor x is ${object}`,
  );
  assertEquals(
    await refusal(
      safetensors(
        `{"x":{"dtype":"F32","shape":[1],"data_offsets":[${deep},4]}}`,
      ),
    ),
    "FILE cannot be used: tensor x of shape [1] does not fit its bytes object to 4",
  );
  assertEquals(
    await refusal(safetensors(`{"x":{"dtype":"F32","shape":${deep}}}`)),
    "FILE cannot be used: tensor x has no valid shape",
  );
  const shape = Array(300_000).fill(1);
  assertEquals(
    await refusal(
      safetensors({ x: { dtype: "F32", shape, data_offsets: [0, 4] } }, "abcd"),
    ),
    "FILE cannot be used: a tensor has no valid offset, shape and strides",
  );
  assertEquals(
    await refusal(
      safetensors(`{"__proto__":{"dtype":"__proto__","shape":[]}}`),
    ),
    "FILE cannot be used: tensor __proto__ is __proto__, only F64, F32, F16, BF16, I64, I32, I16, I8, U8, BOOL can be read",
  );
  const message = await refusal(
    safetensors(`{"\\n\\u001b[2J${"x".repeat(1000)}":0}`),
  );
  assertEquals(/\p{Cc}/u.test(message), false);
  assertEquals(message.length < 400, true);
});
