import { assertEquals, assertRejects } from "@std/assert";
import { folderUrl } from "../../core/folder_url.ts";
import { UserError } from "../../core/user_error.ts";
import { findModels } from "../../serve/models.ts";
import { sampleCard } from "../fixtures/card.ts";

/** Runs a test with a folder in which some cards lie. */
async function inFolder(
  cards: Record<string, string>,
  test: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    for (const [path, text] of Object.entries(cards)) {
      await Deno.mkdir(`${folder}/${path}`, { recursive: true });
      await Deno.writeTextFile(`${folder}/${path}/generator.json`, text);
    }
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function card(name: string, digit: string): string {
  const card = sampleCard();
  card.name = name;
  card.model.sha256 = digit.repeat(64);
  return JSON.stringify(card);
}

async function names(folder: string): Promise<string[]> {
  const models = await findModels(folderUrl(folder));
  return models.map(({ card }) => card.name);
}

Deno.test("findModels() finds the generator of a folder first, then others by name", () =>
  inFolder({
    "z é#%": card("last", "1"),
    "b": card("first", "2"),
    ".": card("own", "3"),
  }, async (folder) => {
    await Deno.writeTextFile(`${folder}/file`, "");
    await Deno.mkdir(`${folder}/empty`);
    assertEquals(await names(folder), ["own", "first", "last"]);
    const [own] = await findModels(folderUrl(folder));
    // Of the SHA-256 of the model's SHA-256 and the engine's name.
    assertEquals(own?.digest, "5d8e8cf74b24dd3b");
    assertEquals(own?.formerDigest, "3333333333333333");
    assertEquals(own?.folder, folderUrl(folder));
  }));

Deno.test("findModels() finds generators in folders only", () =>
  inFolder({
    "a/deep": card("deep", "1"),
    "b": card("b", "2"),
  }, async (folder) => {
    assertEquals(await names(folder), ["b"]);
  }));

Deno.test("findModels() takes the first of two with the same model", () =>
  inFolder({
    "a": card("a", "1"),
    "b": card("b", "1"),
  }, async (folder) => {
    assertEquals(await names(folder), ["a"]);
  }));

Deno.test("findModels() fails when there is no generator", () =>
  inFolder({}, async (folder) => {
    for (const path of [folder, `${folder}/nowhere`]) {
      const error = await assertRejects(() => names(path), UserError);
      assertEquals(
        error.message,
        `${path}/generator.json does not exist: a frozen generator is a folder with generator.json and its model`,
      );
    }
  }));

Deno.test("findModels() fails when one of the cards is wrong", () =>
  inFolder({
    "a": card("a", "1"),
    "b": "{}",
  }, async (folder) => {
    await assertRejects(
      () => names(folder),
      UserError,
      "/b/generator.json: format is missing",
    );
  }));
