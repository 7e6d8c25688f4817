import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { UserError } from "../../../core/user_error.ts";
import {
  checkRunsFolder,
  createRunFolder,
  readRunOptions,
  runFolder,
  runLabel,
  writeRunOptions,
} from "../../../train/record/run_folder.ts";
import { tinyOptions } from "../run/tiny_run.ts";
import { fileNames, withFolder } from "../../folder.ts";

Deno.test("createRunFolder() makes the folders above", () =>
  withFolder(async (folder) => {
    const runs = `${folder}/a/b`;
    const run = await createRunFolder(tinyOptions(folder, { runs }), "x-d2");
    assertEquals(run.path, `${runs}/00001-x-d2`);
    assertEquals(fileNames(run.path), []);
  }));

Deno.test("readRunOptions() gives back what writeRunOptions() wrote", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, { name: "x", classes: "1,3-4" });
    const run = runFolder(folder);
    await writeRunOptions(run, options);
    assertEquals(fileNames(folder), ["options.json"]);
    assertEquals(await readRunOptions(run), options);
  }));

Deno.test("readRunOptions() reads options behind a byte-order mark", () =>
  withFolder(async (path) => {
    const options = tinyOptions(path);
    const folder = await createRunFolder(options, "x");
    await writeRunOptions(folder, options);
    const text = await Deno.readTextFile(folder.options);
    await Deno.writeTextFile(folder.options, `\ufeff${text}`);
    assertEquals(await readRunOptions(folder), options);
  }));

Deno.test("createRunFolder() counts on from the highest number", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, { runs: folder });
    const create = async (label: string) =>
      (await createRunFolder(options, label)).path.slice(folder.length + 1);
    for (const other of ["notes", "1-x", "0009-x", "00007x"]) {
      await Deno.mkdir(`${folder}/${other}`);
    }
    assertEquals(await create("a"), "00001-a");
    await Deno.mkdir(`${folder}/00041`);
    assertEquals(await create("a"), "00042-a");
    await Deno.mkdir(`${folder}/99999-b`);
    assertEquals(await create("a"), "100000-a");
    assertEquals(await create("a"), "100001-a");
  }));

Deno.test("createRunFolder() gives every run a folder of its own when they start together", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, { runs: folder });
    await Promise.all(
      Array.from({ length: 8 }, () => createRunFolder(options, "a")),
    );
    assertEquals(
      fileNames(folder),
      Array.from({ length: 8 }, (_, index) => `0000${index + 1}-a`),
    );
  }));

Deno.test("createRunFolder() throws when it cannot make the folder", () =>
  withFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/file`, "in the way");
    for (const runs of [`${folder}/file`, `${folder}/file/runs`]) {
      const error = await assertRejects(
        () => createRunFolder(tinyOptions(folder, { runs }), "a"),
        UserError,
        `--runs ${runs}: cannot make a run folder there: `,
      );
      assertEquals(error.message.includes("\n"), false, error.message);
    }
    assertEquals(fileNames(folder), ["file"]);
  }));

Deno.test("checkRunsFolder() throws when run folders cannot be made, and leaves nothing", () =>
  withFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/file`, "in the way");
    for (const runs of [`${folder}/file`, `${folder}/file/runs`]) {
      await assertRejects(
        () => checkRunsFolder(runs),
        UserError,
        `--runs ${runs}: cannot make a run folder there: `,
      );
    }
    await checkRunsFolder(`${folder}/new/runs`);
    assertEquals(fileNames(folder), ["file"]);
    // What was there stays there.
    await Deno.mkdir(`${folder}/runs`);
    await Deno.symlink("runs", `${folder}/link`);
    await checkRunsFolder(`${folder}/link`);
    assertEquals(fileNames(folder), ["file", "link", "runs"]);
    assertEquals(fileNames(`${folder}/runs`), []);
  }));

Deno.test("runLabel() makes a name for a folder of every name", () =>
  withFolder(async (folder) => {
    assertEquals(runLabel({ name: null, d: 4 }, "photos"), "photos-d4");
    assertEquals(runLabel({ name: "a", d: 512 }, "photos"), "a-d512");
    for (const character of ["a", "ä", "猫", "🐈"]) {
      const options = { ...tinyOptions(folder), name: character.repeat(250) };
      const label = runLabel(options, "photos");
      assertEquals(label.replaceAll(character, ""), "-d2");
      const { path } = await createRunFolder(options, label);
      assertEquals((await Deno.stat(path)).isDirectory, true);
    }
  }));

Deno.test("writeRunOptions() throws when it cannot write", () =>
  withFolder(async (folder) => {
    const run = runFolder(`${folder}/none`);
    await assertRejects(
      () => writeRunOptions(run, tinyOptions(folder)),
      UserError,
      `cannot write ${run.options}: `,
    );
  }));

Deno.test("runFolder() takes a path with a slash at its end", () => {
  assertEquals(runFolder("runs/00001-a/"), runFolder("runs/00001-a"));
  assertEquals(runFolder("runs\\1\\").options, "runs\\1/options.json");
});

Deno.test("runFolder() takes the path of the checkpoint for that of the run", () => {
  const run = runFolder("runs/00001-a");
  assertEquals(runFolder(run.checkpoint), run);
  assertEquals(runFolder("runs\\1\\checkpoint.safetensors").path, "runs\\1");
  assertEquals(runFolder("checkpoint.safetensors").path, ".");
  assertEquals(runFolder("/checkpoint.safetensors").log, "/log.jsonl");
  // Other files are not the run.
  assertEquals(runFolder(run.log).path, run.log);
});

Deno.test("readRunOptions() throws when it is no run folder", () =>
  withFolder(async (folder) => {
    const read = async (path: string) => {
      const error = await assertRejects(
        () => readRunOptions(runFolder(path)),
        UserError,
      );
      return error.message.replaceAll(folder, "FOLDER");
    };
    const rule = "is no run folder: it has no readable options.json";
    assertEquals(await read(folder), `FOLDER ${rule}`);
    assertEquals(await read(`${folder}/none`), `FOLDER/none ${rule}`);
    await Deno.writeTextFile(`${folder}/generator.json`, "{}");
    assertEquals(
      await read(folder),
      "FOLDER is a frozen generator, no run folder: it has no readable options.json",
    );

    const run = runFolder(folder);
    const options = tinyOptions(folder);
    await writeRunOptions(run, options);
    const text = await Deno.readTextFile(run.options);
    await Deno.writeTextFile(run.options, text.slice(0, -10));
    assertEquals(
      await read(folder),
      "FOLDER/options.json is damaged: it is not JSON",
    );
    await writeRunOptions(run, { ...options, batch: 1 });
    assertStringIncludes(
      await read(folder),
      "FOLDER/options.json is damaged: batch is 1, but it must be",
    );
  }));
