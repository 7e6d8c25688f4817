import { assertEquals, assertRejects } from "@std/assert";
import { writeAtomically } from "../../core/atomic_file.ts";

async function inFolder(test: (folder: string) => Promise<void>) {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function names(folder: string): string[] {
  return Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();
}

Deno.test("writeAtomically() writes bytes and text, and leaves nothing else", () =>
  inFolder(async (folder) => {
    await writeAtomically(`${folder}/bytes`, Uint8Array.of(0, 255));
    await writeAtomically(`${folder}/text`, "é");
    assertEquals(names(folder), ["bytes", "text"]);
    assertEquals(
      await Deno.readFile(`${folder}/bytes`),
      Uint8Array.of(0, 255),
    );
    assertEquals(await Deno.readTextFile(`${folder}/text`), "é");
  }));

Deno.test("writeAtomically() replaces a longer file", () =>
  inFolder(async (folder) => {
    await writeAtomically(`${folder}/file`, "a long text");
    await writeAtomically(`${folder}/file`, "short");
    assertEquals(await Deno.readTextFile(`${folder}/file`), "short");
  }));

Deno.test("writeAtomically() leaves nothing behind when it fails", () =>
  inFolder(async (folder) => {
    // A folder of the file's name cannot be replaced by a file.
    await Deno.mkdir(`${folder}/taken`);
    await assertRejects(() => writeAtomically(`${folder}/taken`, "x"));
    assertEquals(names(folder), ["taken"]);
  }));
