import {
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import {
  decodeSafetensors,
  encodeSafetensors,
} from "../../../train/tensors/safetensors.ts";
import type { Tensors } from "../../../train/tensors/tensor.ts";
import { UserError } from "../../../core/user_error.ts";
import {
  type Checkpoint,
  readCheckpoint,
  writeCheckpoint,
} from "../../../train/record/checkpoint.ts";
import { fileNames, withFolder } from "../../folder.ts";

const STATE: Tensors = new Map([
  ["G.linear.weight", {
    shape: [2, 3],
    data: Float32Array.of(1, 2, 3, 4, 5, 6),
  }],
  ["G.linear.bias", { shape: [2], data: Float32Array.of(-0, 1e-45) }],
  ["D.scalar", { shape: [], data: Float32Array.of(-0) }],
]);

const CHECKPOINT: Checkpoint = {
  state: STATE,
  step: 12,
  augmentProbability: 0.25,
  seed: 4294967295,
  device: "webgpu",
};

/** What is wrong with a checkpoint that has this content. */
async function refusal(content: Uint8Array): Promise<string> {
  let message = "";
  await withFolder(async (folder) => {
    const path = `${folder}/checkpoint.safetensors`;
    await Deno.writeFile(path, content);
    const error = await assertRejects(() => readCheckpoint(path), UserError);
    assertEquals(error.exitCode, 1);
    assertEquals(error.message.includes("\n"), false, error.message);
    assertStringIncludes(error.message, path);
    message = error.message.replace(path, "FILE");
  });
  return message;
}

async function bytesOf(checkpoint: Checkpoint): Promise<Uint8Array> {
  let bytes = new Uint8Array();
  await withFolder(async (folder) => {
    await writeCheckpoint(`${folder}/file`, checkpoint);
    bytes = await Deno.readFile(`${folder}/file`);
  });
  return bytes;
}

Deno.test("readCheckpoint() gives back what was written", () =>
  withFolder(async (folder) => {
    const path = `${folder}/checkpoint.safetensors`;
    await writeCheckpoint(path, CHECKPOINT);
    assertEquals(await readCheckpoint(path), CHECKPOINT);
    await writeCheckpoint(path, { ...CHECKPOINT, step: 13 });
    assertEquals((await readCheckpoint(path)).step, 13);
    assertEquals(fileNames(folder), ["checkpoint.safetensors"]);
  }));

Deno.test("writeCheckpoint() keeps the file before it when it fails", () =>
  withFolder(async (folder) => {
    const path = `${folder}/checkpoint.safetensors`;
    await writeCheckpoint(path, CHECKPOINT);
    await Deno.mkdir(`${path}.tmp`);
    await assertRejects(() =>
      writeCheckpoint(path, { ...CHECKPOINT, step: 13 })
    );
    assertEquals((await readCheckpoint(path)).step, 12);
  }));

Deno.test("readCheckpoint() throws when there is no file", async () => {
  const error = await assertRejects(
    () => readCheckpoint("no/checkpoint.safetensors"),
    UserError,
  );
  assertEquals(
    error.message,
    "no/checkpoint.safetensors does not exist",
  );
});

Deno.test("readCheckpoint() throws when the file is cut off anywhere", async () => {
  const bytes = await bytesOf(CHECKPOINT);
  for (const length of [0, 7, 8, 100, bytes.length - 4, bytes.length - 1]) {
    const message = await refusal(bytes.subarray(0, length));
    assertStringIncludes(message, "FILE is damaged: ");
  }
});

Deno.test("readCheckpoint() throws when the file is something else", async () => {
  assertStringIncludes(
    await refusal(new TextEncoder().encode("a text of some length")),
    "FILE is damaged: ",
  );
  const write = (metadata: Record<string, string>) =>
    refusal(encodeSafetensors({ tensors: STATE, metadata }));
  assertEquals(await write({}), "FILE is no checkpoint: its format is none");
  assertEquals(
    await write({ format: "pt" }),
    "FILE is no checkpoint: its format is pt",
  );
  assertEquals(
    await write({ format: "edge-dcgan checkpoint 3" }),
    "FILE is from a newer version of this program: its format is edge-dcgan checkpoint 3, this one reads up to 2",
  );
  const format = "edge-dcgan checkpoint 1";
  assertEquals(
    await write({ format, seed: "1" }),
    "FILE is damaged: its step is missing",
  );
  for (const step of ["-1", "1.5", "many", ""]) {
    assertEquals(
      await write({ format, step, seed: "1" }),
      `FILE is damaged: its step is ${step}`,
    );
  }
});

Deno.test("readCheckpoint() throws when any bit of the file is flipped", () =>
  withFolder(async (folder) => {
    const path = `${folder}/checkpoint.safetensors`;
    const bytes = await bytesOf(CHECKPOINT);
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      const flipped = bytes.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ 1 << (bit & 7);
      Deno.writeFileSync(path, flipped);
      const error = await assertRejects(() => readCheckpoint(path), UserError);
      assertEquals(error.message.includes("\n"), false, error.message);
    }
  }));

Deno.test("readCheckpoint() throws when the digest is missing", async () => {
  const metadata = { format: "edge-dcgan checkpoint 2", step: "1", seed: "1" };
  for (const sha256 of ["", "0".repeat(64), '"sha256":"']) {
    assertEquals(
      await refusal(
        encodeSafetensors({
          tensors: STATE,
          metadata: { ...metadata, sha256 },
        }),
      ),
      "FILE is damaged: its content is not what was written",
    );
  }
});

Deno.test("readCheckpoint() reads the first format, which had no digest", () =>
  withFolder(async (folder) => {
    const path = `${folder}/checkpoint.safetensors`;
    const metadata = {
      format: "edge-dcgan checkpoint 1",
      step: "12",
      seed: "4294967295",
      device: "webgpu",
    };
    const bytes = encodeSafetensors({ tensors: STATE, metadata });
    await Deno.writeFile(path, bytes);
    // There was no augmentation whose probability it could tell.
    assertEquals(await readCheckpoint(path), {
      ...CHECKPOINT,
      augmentProbability: 1,
    });
  }));

Deno.test("writeCheckpoint() writes what other readers of safetensors read", async () => {
  const { tensors, metadata } = decodeSafetensors(
    new Uint8Array(await bytesOf(CHECKPOINT)),
  );
  assertEquals(tensors, STATE);
  assertEquals(Object.keys(metadata).sort(), [
    "augment_probability",
    "device",
    "format",
    "seed",
    "sha256",
    "step",
  ]);
  assertMatch(metadata["sha256"] ?? "", /^[0-9a-f]{64}$/);
});
