import { assert, assertEquals, assertRejects } from "@std/assert";
import { folderUrl } from "../../core/folder_url.ts";
import { sha256 } from "../../core/sha256.ts";
import { UserError } from "../../core/user_error.ts";
import { findModels } from "../../serve/models.ts";
import { freezeGenerator } from "../../train/model/frozen_networks.ts";
import { randomTensors } from "../../bench/frozen_tensors.ts";
import { sampleCard } from "../fixtures/card.ts";

/** What lies in a folder: a card's text, and the model beside it. */
interface Files {
  card: string;
  model?: Uint8Array;
}

/** A small model; of those with other numbers, other bytes. */
function modelOf(number: number): Uint8Array<ArrayBuffer> {
  const architecture = { d: 1, height: 16, width: 16 };
  const tensors = randomTensors(architecture);
  tensors.get("G.linear.bias")?.data.fill(number);
  return freezeGenerator(tensors, architecture).model;
}

async function generator(
  name: string,
  model: number | Uint8Array<ArrayBuffer>,
  kid?: number,
): Promise<Files> {
  const card = sampleCard();
  card.name = name;
  card.architecture = { ...card.architecture, d: 1, height: 16, width: 16 };
  const bytes = typeof model === "number" ? modelOf(model) : model;
  card.model.sha256 = await sha256(bytes);
  card.model.bytes = bytes.length;
  if (kid !== undefined) card.training.scores = { kid };
  return { card: JSON.stringify(card), model: bytes };
}

/** Runs a test with a folder in which some generators lie. */
async function inFolder(
  folders: Record<string, Files>,
  test: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    for (const [path, { card, model }] of Object.entries(folders)) {
      await Deno.mkdir(`${folder}/${path}`, { recursive: true });
      await Deno.writeTextFile(`${folder}/${path}/generator.json`, card);
      if (model === undefined) continue;
      await Deno.writeFile(`${folder}/${path}/generator.onnx`, model);
    }
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The names of what is found, and what is wrong with the others. */
async function find(folder: string) {
  const broken: string[] = [];
  const models = await findModels(
    Deno,
    folderUrl(folder),
    ({ message }) => broken.push(message.replace(`${folder}/`, "")),
  );
  return { names: models.map(({ card }) => card.name), models, broken };
}

Deno.test("findModels() finds the generator of a folder first, then others by name", async () => {
  await inFolder({
    "z é#%": await generator("last", 1),
    "b": await generator("first", 2),
    ".": await generator("own", 3),
  }, async (folder) => {
    await Deno.writeTextFile(`${folder}/file`, "");
    await Deno.mkdir(`${folder}/empty`);
    const { names, models, broken } = await find(folder);
    assertEquals(names, ["own", "first", "last"]);
    assertEquals(broken, []);
    const [own] = models;
    assertEquals(own?.formerDigest, own?.card.model.sha256.slice(0, 16));
    // Of the SHA-256 of the model's SHA-256 and the engine's name.
    assert(own !== undefined && own.digest !== own.formerDigest);
    // Whoever reads again gets the files again, with memory of their own.
    for (let reader = 0; reader < 2; reader++) {
      const { model } = await own.read();
      assertEquals(model, modelOf(3));
      structuredClone(model, { transfer: [model.buffer] });
    }
  });
});

Deno.test("findModels() names runs on the same pictures by their folders, the best first", async () => {
  await inFolder({
    "00001-faces": await generator("faces", 1),
    "00002-faces": await generator("faces", 2, 0.5),
    "00003 é#%": await generator("faces", 3, 0.25),
    "00004-faces": await generator("faces", 4, 1),
  }, async (folder) => {
    assertEquals((await find(folder)).names, [
      "00003 é#%",
      "00002-faces",
      "00004-faces",
      "00001-faces",
    ]);
  });
});

Deno.test("findModels() finds generators in folders only", async () => {
  await inFolder({
    "a/deep": await generator("deep", 1),
    "b": await generator("b", 2),
  }, async (folder) => {
    assertEquals((await find(folder)).names, ["b"]);
  });
});

Deno.test("findModels() takes the first of two with the same model", async () => {
  await inFolder({
    "a": await generator("a", 1),
    "b": await generator("b", 1),
  }, async (folder) => {
    assertEquals((await find(folder)).names, ["a"]);
  });
});

Deno.test("findModels() fails when there is no generator", () =>
  inFolder({}, async (folder) => {
    for (const path of [folder, `${folder}/nowhere`]) {
      const error = await assertRejects(() => find(path), UserError);
      assertEquals(
        error.message,
        `${path}/generator.json does not exist: a frozen generator is a folder with generator.json and its model`,
      );
    }
  }));

Deno.test("findModels() says of a run that it is not frozen, and of a file that it is one", async () => {
  await inFolder({ "a": await generator("a", 1) }, async (folder) => {
    const run = `${folder}/run`;
    await Deno.mkdir(run);
    await Deno.writeTextFile(`${run}/options.json`, "{}");
    const words = "does not exist: it is written when the run is frozen";
    const { names, broken } = await find(folder);
    assertEquals([names, broken], [["a"], []]);
    const { message } = await assertRejects(() => find(run), UserError);
    assertEquals(message, `${run}/generator.json ${words}`);
    await Deno.copyFile(`${folder}/a/generator.json`, `${run}/generator.json`);
    await assertRejects(
      () => find(run),
      UserError,
      `${run}/generator.onnx ${words}`,
    );
    await assertRejects(
      () => find(`${run}/options.json`),
      UserError,
      `${run}/options.json is a file: a frozen generator is a folder`,
    );
  });
});

Deno.test("findModels() names what is broken and finds the others", async () => {
  const { card } = await generator("c", 2);
  const foreign = Uint8Array.from({ length: 100 }, (_, index) => index);
  await inFolder({
    "a": { card: "{}" },
    "b": { card: "\0" },
    "c": { card, model: modelOf(3) },
    "d": { card },
    "f": await generator("f", foreign),
    "e": await generator("e", 1),
  }, async (folder) => {
    const { names, broken } = await find(folder);
    assertEquals(names, ["e"]);
    assertEquals(broken.map((message) => message.slice(0, 30)), [
      "a/generator.json: format is mi",
      "b/generator.json: not JSON: Un",
      "c/generator.onnx is not the mo",
      "d/generator.onnx does not exis",
      "f/generator.onnx is not a gene",
    ]);
  });
});

Deno.test("findModels() fails when all generators are broken", async () => {
  await inFolder({
    "a": { card: "{}" },
    "b": { card: "[]" },
  }, async (folder) => {
    await assertRejects(
      () => find(folder),
      UserError,
      "/a/generator.json: format is missing",
    );
  });
});
