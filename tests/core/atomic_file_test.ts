import { assert, assertEquals, assertRejects } from "@std/assert";
import { writeAtomically } from "../../core/atomic_file.ts";
import { WriteError } from "../../core/write_error.ts";
import { fileNames, withFolder } from "../folder.ts";

Deno.test("writeAtomically() writes bytes and text, and leaves nothing else", () =>
  withFolder(async (folder) => {
    await writeAtomically(`${folder}/bytes`, Uint8Array.of(0, 255));
    await writeAtomically(`${folder}/text`, "é");
    assertEquals(fileNames(folder), ["bytes", "text"]);
    assertEquals(
      await Deno.readFile(`${folder}/bytes`),
      Uint8Array.of(0, 255),
    );
    assertEquals(await Deno.readTextFile(`${folder}/text`), "é");
  }));

Deno.test("writeAtomically() replaces a longer file", () =>
  withFolder(async (folder) => {
    await writeAtomically(`${folder}/file`, "a long text");
    await writeAtomically(`${folder}/file`, "short");
    assertEquals(await Deno.readTextFile(`${folder}/file`), "short");
  }));

Deno.test("writeAtomically() leaves nothing behind when it fails", () =>
  withFolder(async (folder) => {
    // A folder of the file's name cannot be replaced by a file.
    const path = `${folder}/taken`;
    await Deno.mkdir(path);
    const error = await assertRejects(
      () => writeAtomically(path, "x"),
      WriteError,
    );
    assertEquals(error.message, `cannot write ${path}: Is a directory`);
    assertEquals(fileNames(folder), ["taken"]);
  }));

Deno.test("writeAtomically() tells in one line that the folder is gone", () =>
  withFolder(async (folder) => {
    const path = `${folder}/none/file`;
    const error = await assertRejects(
      () => writeAtomically(path, "x"),
      WriteError,
    );
    assertEquals(
      error.message,
      `cannot write ${path}: No such file or directory`,
    );
  }));

Deno.test("writeAtomically() keeps the file that it replaces under another name", () =>
  withFolder(async (folder) => {
    const path = `${folder}/file`;
    const keep = `${folder}/before`;
    for (const [content, before] of [["1"], ["2", "1"], ["3", "2"]] as const) {
      await writeAtomically(path, content, { keep });
      assertEquals(await Deno.readTextFile(path), content);
      if (before === undefined) assertEquals(fileNames(folder), ["file"]);
      else assertEquals(await Deno.readTextFile(keep), before);
    }
    assertEquals(fileNames(folder), ["before", "file"]);
    // Killed just before the end: both names are those of one file.
    await Deno.remove(keep);
    await Deno.link(path, keep);
    await Deno.writeTextFile(`${keep}.tmp`, "left behind");
    await writeAtomically(path, "4", { keep });
    assertEquals(await Deno.readTextFile(path), "4");
    assertEquals(await Deno.readTextFile(keep), "3");
    assertEquals(fileNames(folder), ["before", "file"]);
  }));

Deno.test("writeAtomically() keeps a file where there are no links", () =>
  withFolder(async (folder) => {
    const { link } = Deno;
    Reflect.set(Deno, "link", () => {
      throw new Error("Operation not permitted (os error 1)");
    });
    try {
      const path = `${folder}/file`;
      await writeAtomically(path, "1");
      await writeAtomically(path, "2", { keep: `${folder}/before` });
      assertEquals(await Deno.readTextFile(path), "2");
      assertEquals(await Deno.readTextFile(`${folder}/before`), "1");
      assertEquals(fileNames(folder), ["before", "file"]);
    } finally {
      Reflect.set(Deno, "link", link);
    }
  }));

Deno.test("writeAtomically() keeps both files when it cannot replace the older", () =>
  withFolder(async (folder) => {
    const path = `${folder}/file`;
    await writeAtomically(path, "1");
    await Deno.mkdir(`${folder}/before/full`, { recursive: true });
    const error = await assertRejects(
      () => writeAtomically(path, "2", { keep: `${folder}/before` }),
      WriteError,
    );
    assert(error.message.startsWith(`cannot write ${path}: `), error.message);
    assertEquals(await Deno.readTextFile(path), "1");
    assertEquals(fileNames(folder), ["before", "file"]);
  }));
