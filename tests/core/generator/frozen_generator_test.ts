import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { createHash } from "node:crypto";
import { folderUrl } from "../../../core/folder_url.ts";
import {
  type FrozenGenerator,
  loadGenerator,
} from "../../../core/generator/frozen_generator.ts";
import type { GeneratorCard } from "../../../core/generator/generator_card.ts";
import { parseGeneratorCard } from "../../../core/generator/parse_generator_card.ts";
import { latents } from "../../../core/noise/latent.ts";
import { UserError } from "../../../core/user_error.ts";
import { VIVID_GENERATOR } from "../../fixtures/vivid_generator.ts";

async function withGenerator(
  test: (generator: FrozenGenerator) => void,
): Promise<void> {
  test(await loadGenerator(VIVID_GENERATOR));
}

/** What is wrong with a copy of the fixture that `change` has spoiled. */
async function refusal(
  change: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = await Deno.makeTempDir();
  try {
    for (const file of ["generator.json", "generator.onnx"]) {
      await Deno.copyFile(new URL(file, VIVID_GENERATOR), `${folder}/${file}`);
    }
    await change(folder);
    const error = await assertRejects(
      () => loadGenerator(folderUrl(folder)),
      UserError,
    );
    assertEquals(error.message.includes("\n"), false, error.message);
    assertStringIncludes(error.message, folder);
    return error.message.replaceAll(folder, "FOLDER");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function changeCard(
  folder: string,
  change: (card: GeneratorCard) => void,
): Promise<void> {
  const file = `${folder}/generator.json`;
  const card = parseGeneratorCard(await Deno.readTextFile(file), file);
  change(card);
  await Deno.writeTextFile(file, JSON.stringify(card));
}

/** Replaces the model, and puts the new one on the card. */
async function replaceModel(
  folder: string,
  model: Uint8Array,
): Promise<void> {
  await Deno.writeFile(`${folder}/generator.onnx`, model);
  await changeCard(folder, (card) => {
    card.model.bytes = model.length;
    card.model.sha256 = createHash("sha256").update(model).digest("hex");
  });
}

Deno.test("loadGenerator() opens a generator and reads its card", () =>
  withGenerator((generator) => {
    assertEquals(generator.card.architecture.latentSize, 100);
  }));

Deno.test("paint() gives an image in [-1, 1] for each latent", () =>
  withGenerator(({ card, paint }) => {
    const { height, width } = card.architecture;
    const images = paint(latents([1, 2, 3]));
    assertEquals(images.length, 3 * 3 * height * width);
    assert(images.every((value) => value >= -1 && value <= 1));
    const size = images.length / 3;
    assert(images.slice(0, size).some((x, i) => x !== images[size + i]));
  }));

Deno.test("paint() gives the known bits for a seed", () =>
  withGenerator(({ paint }) => {
    // On every machine: the engine has no instruction that may differ.
    const images = paint(latents([7]));
    const hash = createHash("sha256").update(new Uint8Array(images.buffer));
    assertEquals(
      hash.digest("hex"),
      "f6781f5d5f221ee3f7dbc657753a297bc371e81f4e5590ccaa2d47457344a132",
    );
  }));

Deno.test("paint() throws when it is given no whole latents", () =>
  withGenerator(({ paint }) => {
    for (const length of [0, 99, 150]) {
      assertThrows(
        () => paint(new Float32Array(length)),
        RangeError,
        `${length} numbers are not one or more latents of 100`,
      );
    }
  }));

Deno.test("loadGenerator() says which file is missing", async () => {
  const rule =
    "does not exist: a frozen generator is a folder with generator.json and its model";
  assertEquals(
    await refusal((folder) => Deno.remove(`${folder}/generator.json`)),
    `FOLDER/generator.json ${rule}`,
  );
  assertEquals(
    await refusal((folder) => Deno.remove(`${folder}/generator.onnx`)),
    `FOLDER/generator.onnx ${rule}`,
  );
  await assertRejects(
    () => loadGenerator(new URL("nowhere/", VIVID_GENERATOR)),
    UserError,
    "nowhere/generator.json does not exist",
  );
});

Deno.test("loadGenerator() says what is wrong with the card", async () => {
  assertEquals(
    await refusal((folder) =>
      Deno.writeTextFile(`${folder}/generator.json`, "{}")
    ),
    "FOLDER/generator.json: format is missing",
  );
});

Deno.test("loadGenerator() refuses a model that was changed or cut off", async () => {
  const model = await Deno.readFile(new URL("generator.onnx", VIVID_GENERATOR));
  const cut = await refusal((folder) =>
    Deno.writeFile(`${folder}/generator.onnx`, model.subarray(0, 1000))
  );
  assertStringIncludes(
    cut,
    "FOLDER/generator.onnx is not the model on its card: it has 1000 bytes",
  );
  const changed = model.slice();
  changed[model.length - 1] = (changed[model.length - 1] as number) ^ 1;
  assertStringIncludes(
    await refusal((folder) =>
      Deno.writeFile(`${folder}/generator.onnx`, changed)
    ),
    "FOLDER/generator.onnx is not the model on its card",
  );
});

Deno.test("loadGenerator() refuses what is no model", async () => {
  const noise = Uint8Array.from({ length: 5000 }, (_, i) => (i * i) >> 3);
  assertStringIncludes(
    await refusal((folder) => replaceModel(folder, noise)),
    "FOLDER/generator.onnx is not a generator of this project: it is not a readable ONNX file",
  );
});

Deno.test("loadGenerator() refuses a model of another size than its card", async () => {
  assertStringIncludes(
    await refusal((folder) =>
      changeCard(folder, (card) => {
        card.architecture.width *= 2;
      })
    ),
    "FOLDER/generator.onnx does not fit its card: it paints 64x64 pixels from 100 numbers, the card says 64x128 pixels from 100 numbers",
  );
});
