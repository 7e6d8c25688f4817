import { assert, assertEquals } from "@std/assert";
import { folderSource } from "../../../../train/data/sources/folder.ts";
import { readFolder } from "../../../../train/data/sources/folder_content.ts";
import { fill } from "../pictures.ts";
import { withFolder } from "../../../folder.ts";

/** The files that are used and what is skipped, with the reasons. */
async function look(folder: string) {
  const shape = { height: 4, width: 4, fit: "stretch" } as const;
  const source = folderSource(folder, shape, [255, 255, 255]);
  const { count, skipped } = await source.load(() => {});
  return {
    count,
    skipped: skipped.map(({ file, reason }) => `${file}: ${reason}`),
  };
}

Deno.test("readFolder() names links that lead nowhere, to themselves or through a file", async () => {
  await withFolder(async (folder) => {
    await fill(folder, { "a.png": "rgb.png" });
    await Deno.symlink("itself.png", `${folder}/itself.png`);
    await Deno.symlink("nowhere", `${folder}/nowhere.png`);
    await Deno.symlink("a.png/b.png", `${folder}/through.png`);
    assertEquals(await look(folder), {
      count: 1,
      skipped: [
        "itself.png: cannot be read: Too many levels of symbolic links",
        "nowhere.png: cannot be read: No such file or directory",
        "through.png: cannot be read: Not a directory",
      ],
    });
  });
});

Deno.test("readFolder() names a folder that it may not read", async () => {
  await withFolder(async (folder) => {
    await fill(folder, { "a.png": "rgb.png", "secret/b.png": "rgb.png" });
    // An administrator may read everything, so the refusal is played.
    const { readDirSync } = Deno;
    Deno.readDirSync = (path) => {
      if (!String(path).endsWith("/secret")) return readDirSync(path);
      const error = new Deno.errors.PermissionDenied(
        "Permission denied (os error 13): readdir 'secret'",
      );
      throw Object.assign(error, { code: "EACCES" });
    };
    try {
      assertEquals(await look(folder), {
        count: 1,
        skipped: ["secret: cannot be read: Permission denied"],
      });
    } finally {
      Deno.readDirSync = readDirSync;
    }
  });
});

Deno.test({
  name: "readFolder() names files and folders whose names are not UTF-8",
  // Other systems have no such names.
  ignore: Deno.build.os !== "linux",
  async fn() {
    await withFolder(async (folder) => {
      await fill(folder, { "a.png": "rgb.png", "ä\ufffd.png": "rgb.png" });
      const { success } = await new Deno.Command("sh", {
        args: [
          "-c",
          "printf x >\"$(printf 'b\\351.png')\"; mkdir \"$(printf 'd\\351')\"",
        ],
        cwd: folder,
      }).output();
      assert(success);
      assertEquals(await look(folder), {
        count: 2,
        skipped: ["b\ufffd.png", "d\ufffd"].map((name) =>
          `${name}: has a name that is not UTF-8: rename it`
        ),
      });
    });
  },
});

Deno.test("readFolder() leaves out what other programs keep in folders", async () => {
  await withFolder(async (folder) => {
    await fill(folder, {
      "a.png": "rgb.png",
      "._a.png": "rgb.png",
      "@eaDir/a.png/SYNOPHOTO_THUMB_M.png": "rgb.png",
      "b/__MACOSX/c.png": "rgb.png",
      "b/c.png": "rgb.png",
    });
    assertEquals(await look(folder), {
      count: 2,
      skipped: [
        "._a.png and 2 more: thumbnails and other things that programs leave in folders",
      ],
    });
  });
});

Deno.test("readFolder() leaves out the folders of training runs", async () => {
  await withFolder(async (folder) => {
    await fill(folder, {
      "a.png": "rgb.png",
      "options/b.png": "rgb.png",
      "runs/00001-x/reals.png": "rgb.png",
      "runs/00002-x/fakes/fakes.png": "rgb.png",
    });
    // A file of that name alone makes no run.
    await Deno.writeTextFile(`${folder}/options/options.json`, "{}");
    for (const [run, file] of [[1, "log.jsonl"], [2, "dataset.json"]]) {
      const path = `${folder}/runs/0000${run}-x`;
      await Deno.writeTextFile(`${path}/options.json`, "{}");
      await Deno.writeTextFile(`${path}/${file}`, "");
    }
    assertEquals(await look(folder), {
      count: 2,
      skipped: ["runs/00001-x and 1 more: a training run wrote it"],
    });
  });
});

Deno.test("readFolder() reads a folder where it lies, and names the links to it", async () => {
  await withFolder(async (folder) => {
    await fill(folder, { "ants/a.png": "rgb.png", "cats/c.png": "rgb.png" });
    await Deno.symlink("../cats", `${folder}/ants/see-also`);
    await Deno.symlink("cats", `${folder}/all`);
    await Deno.symlink("..", `${folder}/cats/above`);
    const { files, folders, skipped } = readFolder(folder);
    assertEquals(files.map(({ path }) => path), ["ants/a.png", "cats/c.png"]);
    assertEquals(folders, ["ants", "cats"]);
    assertEquals(skipped, [{
      file: "all and 2 more",
      reason: "a folder that is read already, by another path",
    }]);
  });
});

Deno.test("readFolder() enters a folder elsewhere through the first link to it", async () => {
  await withFolder(async (folder) => {
    await fill(folder, {
      "elsewhere/a.png": "rgb.png",
      "here/b.png": "rgb.png",
    });
    await Deno.mkdir(`${folder}/here/a`);
    await Deno.symlink("../../elsewhere", `${folder}/here/a/deep`);
    for (const name of ["z", "c"]) {
      await Deno.symlink("../elsewhere", `${folder}/here/${name}`);
    }
    const { files, folders, skipped } = readFolder(`${folder}/here`);
    assertEquals(files.map(({ path }) => path), ["b.png", "c/a.png"]);
    assertEquals(folders, ["a", "c"]);
    assertEquals(skipped.map(({ file }) => file), ["z and 1 more"]);
  });
});
