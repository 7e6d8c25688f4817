import { assertEquals, assertRejects } from "@std/assert";
import { UserError } from "../../../core/user_error.ts";
import type { Dataset } from "../../../train/data/dataset.ts";
import {
  datasetCard,
  readDatasetCard,
  writeDatasetCard,
} from "../../../train/record/dataset_card.ts";
import { withFolder } from "../../folder.ts";

const CARD = {
  name: "faces",
  source: "faces",
  credit: "Somebody",
  licence: "CC BY 4.0",
  count: 3,
  heldOut: 1,
  fingerprint: "0123",
};

Deno.test("writeDatasetCard() writes what is to be known about the pictures, and no pixels", () =>
  withFolder(async (folder) => {
    const { heldOut: _, ...known } = CARD;
    const part = (count: number): Dataset => ({
      ...known,
      count,
      height: 1,
      width: 1,
      pixels: new Uint8Array(3 * count),
      skipped: [{ file: "a", reason: "b" }],
    });
    const path = `${folder}/dataset.json`;
    const split = { training: part(2), heldOut: part(1) };
    await writeDatasetCard(path, datasetCard(split));
    assertEquals(JSON.parse(await Deno.readTextFile(path)), CARD);
    assertEquals(await readDatasetCard(path), CARD);
  }));

Deno.test("readDatasetCard() reads a card behind a byte-order mark", () =>
  withFolder(async (folder) => {
    const path = `${folder}/dataset.json`;
    await Deno.writeTextFile(path, `\ufeff${JSON.stringify(CARD)}`);
    assertEquals(await readDatasetCard(path), CARD);
  }));

Deno.test("readDatasetCard() leaves out a credit that is not known", () =>
  withFolder(async (folder) => {
    const { credit: _, licence: __, ...card } = CARD;
    const path = `${folder}/dataset.json`;
    await writeDatasetCard(path, card);
    assertEquals(await readDatasetCard(path), card);
  }));

Deno.test("readDatasetCard() throws when the file is damaged", () =>
  withFolder(async (folder) => {
    const path = `${folder}/dataset.json`;
    const refusal = async (content: string) => {
      await Deno.writeTextFile(path, content);
      const error = await assertRejects(() => readDatasetCard(path), UserError);
      assertEquals(error.message.includes("\n"), false);
      return error.message.replace(path, "FILE");
    };
    assertEquals(await refusal("null"), "FILE is damaged: its content is null");
    assertEquals(
      await refusal('{"name":"a","source":"a","count":1,"heldOut":0}'),
      "FILE is damaged: its fingerprint is undefined",
    );
    assertEquals(
      await refusal(JSON.stringify({ ...CARD, count: "2" })),
      'FILE is damaged: its count is "2"',
    );
    const cut = await refusal('{"name":"a","sour');
    assertEquals(cut.startsWith("FILE cannot be read: "), true, cut);
  }));

Deno.test("readDatasetCard() throws when there is no file", async () => {
  await assertRejects(
    () => readDatasetCard("no/dataset.json"),
    UserError,
    "no/dataset.json cannot be read: ",
  );
});
