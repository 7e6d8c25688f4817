import { assertEquals, assertRejects } from "@std/assert";
import { type Pack, readPack, writePack } from "../../../train/data/cache.ts";
import { fingerprint } from "../../../train/data/dataset.ts";
import { withFolder } from "../../folder.ts";

const PIXELS = {
  height: 2,
  width: 3,
  count: 2,
  pixels: Uint8Array.from({ length: 36 }, (_, at) => 7 * at),
};
const PACK: Pack = {
  ...PIXELS,
  key: "k",
  fingerprint: fingerprint(PIXELS),
  skipped: [{ file: "ä/b.png", reason: "is a damaged PNG" }],
};

Deno.test("readPack() gives back what writePack() kept", async () => {
  await withFolder(async (folder) => {
    await writePack(`${folder}/new/folder`, "a.pack", PACK);
    assertEquals(await readPack(`${folder}/new/folder/a.pack`, "k"), PACK);
    // Nothing else is left behind.
    assertEquals([...Deno.readDirSync(`${folder}/new/folder`)].length, 1);
  });
});

Deno.test("readPack() does not take a pack of another key", async () => {
  await withFolder(async (folder) => {
    await writePack(folder, "a.pack", PACK);
    assertEquals(await readPack(`${folder}/a.pack`, "other"), undefined);
  });
});

Deno.test("readPack() notices every changed byte", async () => {
  await withFolder(async (folder) => {
    await writePack(folder, "a.pack", PACK);
    const bytes = await Deno.readFile(`${folder}/a.pack`);
    for (let at = 0; at < bytes.length; at++) {
      const damaged = bytes.slice();
      damaged[at] = (damaged[at] as number) ^ 4;
      await Deno.writeFile(`${folder}/b.pack`, damaged);
      assertEquals(await readPack(`${folder}/b.pack`, "k"), undefined);
    }
  });
});

Deno.test("readPack() notices a missing or an extra end", async () => {
  await withFolder(async (folder) => {
    await writePack(folder, "a.pack", PACK);
    const bytes = await Deno.readFile(`${folder}/a.pack`);
    for (let length = 0; length < bytes.length; length++) {
      await Deno.writeFile(`${folder}/b.pack`, bytes.subarray(0, length));
      assertEquals(await readPack(`${folder}/b.pack`, "k"), undefined);
    }
    await Deno.writeFile(`${folder}/b.pack`, Uint8Array.of(...bytes, 0));
    assertEquals(await readPack(`${folder}/b.pack`, "k"), undefined);
  });
});

Deno.test("readPack() takes what cannot be read for no pack", async () => {
  await withFolder(async (folder) => {
    assertEquals(await readPack(folder, "k"), undefined);
    assertEquals(await readPack(`${folder}/none`, "k"), undefined);
  });
});

Deno.test("writePack() leaves nothing behind when it fails", async () => {
  await withFolder(async (folder) => {
    // A folder stands where the pack should go.
    await Deno.mkdir(`${folder}/a.pack`);
    await assertRejects(() => writePack(folder, "a.pack", PACK));
    assertEquals([...Deno.readDirSync(folder)].length, 1);
  });
});
