import { assert, assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../../../../core/user_error.ts";
import { folderSource } from "../../../../train/data/sources/folder.ts";
import {
  colour,
  fixture,
  HEIGHT,
  paint,
  pictureBytes,
  WIDTH,
  withFolder,
} from "../pictures.ts";

const SHAPE = { height: HEIGHT, width: WIDTH, fit: "stretch" } as const;
const WHITE = [255, 255, 255] as const;
const AREA = WIDTH * HEIGHT;

function open(folder: string) {
  return folderSource(folder, SHAPE, WHITE);
}

/** Writes fixtures under other names. */
async function fill(folder: string, files: Record<string, string>) {
  for (const [path, name] of Object.entries(files)) {
    const parts = path.split("/").slice(0, -1);
    await Deno.mkdir([folder, ...parts].join("/"), { recursive: true });
    await Deno.writeFile(`${folder}/${path}`, pictureBytes(name));
  }
}

Deno.test("folderSource() reads folders in folders in the order of paths", async () => {
  await withFolder(async (folder) => {
    await fill(folder, {
      "b.png": "grey.png",
      "a/z/deep.png": "rgb.png",
      "B.png": "grey_1bit.png",
      "a.png": "rgb16.png",
    });
    const { count, pixels, skipped } = await open(folder).load(() => {});
    assertEquals([count, skipped], [4, []]);
    // B.png, a.png, a/z/deep.png, b.png: the last blue values tell them apart.
    const corners = [0, 1, 2, 3].map((at) => pixels[3 * AREA * (at + 1) - 1]);
    assertEquals(corners, [0, 55, 55, 238]);
  });
});

Deno.test("folderSource() gives planes of red, green and blue", async () => {
  await withFolder(async (folder) => {
    await fill(folder, { "a.png": "rgb.png" });
    const { pixels } = await open(folder).load(() => {});
    const planes = [0, 1, 2].flatMap((channel) => {
      return paint((x, y) => [colour(x, y)[channel] as number]);
    });
    assertEquals([...pixels], planes);
  });
});

Deno.test("folderSource() lays transparent pictures over the background", async () => {
  await withFolder(async (folder) => {
    await fill(folder, { "a.gif": "transparent.gif" });
    const source = folderSource(folder, SHAPE, [1, 2, 3]);
    const { pixels } = await source.load(() => {});
    assertEquals([0, 1, 2].map((plane) => pixels[plane * AREA]), [1, 2, 3]);
  });
});

Deno.test("folderSource() tells pictures from their content, not their name", async () => {
  await withFolder(async (folder) => {
    await fill(folder, {
      "no_extension": "rgb.png",
      "wrong.txt": "rgb.webp",
      "wrong.png": "rgb.bmp",
    });
    const { count, skipped } = await open(folder).load(() => {});
    assertEquals([count, skipped], [3, []]);
  });
});

Deno.test("folderSource() passes over what is no picture", async () => {
  await withFolder(async (folder) => {
    await fill(folder, {
      ".hidden.png": "rgb.png",
      ".hidden/a.png": "rgb.png",
      "notes.txt": "README.md",
    });
    await Deno.writeTextFile(`${folder}/empty`, "");
    const { count, skipped } = await open(folder).load(() => {});
    assertEquals([count, skipped], [0, []]);
  });
});

Deno.test("folderSource() names the pictures that it cannot use", async () => {
  await withFolder(async (folder) => {
    await fill(folder, { "a.png": "rgb.png", "b/old.tif": "rgb.tif" });
    const damaged = pictureBytes("rgb.png").slice(0, 60);
    await Deno.writeFile(`${folder}/c.png`, damaged);
    await Deno.writeTextFile(`${folder}/d.jpeg`, "<html>404</html>");
    const { count, skipped } = await open(folder).load(() => {});
    assertEquals(count, 1);
    assertEquals(skipped, [
      { file: "c.png", reason: "is a damaged PNG" },
      { file: "d.jpeg", reason: "is not a PNG, JPEG, WebP, GIF or BMP" },
      {
        file: "b/old.tif",
        reason: "TIFF or camera raw is not read: convert it to PNG or JPEG",
      },
    ]);
  });
});

Deno.test("folderSource() follows links, and none in a circle", async () => {
  await withFolder(async (folder) => {
    await fill(folder, { "real/a.png": "rgb.png" });
    await Deno.symlink(folder, `${folder}/real/above`);
    await Deno.symlink(
      fixture("pictures/rgb.bmp").pathname,
      `${folder}/elsewhere`,
    );
    assertEquals((await open(folder).load(() => {})).count, 2);
  });
});

Deno.test("folderSource() has another key after any change", async () => {
  await withFolder(async (folder) => {
    const keys = new Set<string>();
    const key = () => keys.add(open(folder).key.join("\n")).size;
    await fill(folder, { "a.png": "rgb.png" });
    const before = await Deno.stat(`${folder}/a.png`);
    assertEquals(key(), 1);
    assertEquals(key(), 1);
    await Deno.writeFile(`${folder}/b.png`, pictureBytes("rgb.png"));
    assertEquals(key(), 2);
    await Deno.rename(`${folder}/b.png`, `${folder}/c.png`);
    assertEquals(key(), 3);
    // Same path, same size, same time of writing: the entry still changed, and
    // the time of that is known to the second.
    assert(before.mtime !== null);
    await new Promise((done) => setTimeout(done, 1020 - Date.now() % 1000));
    const other = pictureBytes("rgb.png");
    other.reverse();
    await Deno.writeFile(`${folder}/a.png`, other);
    await Deno.utime(`${folder}/a.png`, before.mtime, before.mtime);
    assertEquals(key(), 4);
    keys.add(folderSource(folder, SHAPE, [0, 0, 0]).key.join("\n"));
    assertEquals(keys.size, 5);
  });
});

Deno.test("folderSource() is named after the folder, not after its place", async () => {
  await withFolder(async (folder) => {
    await Deno.mkdir(`${folder}/faces`);
    const source = open(`${folder}/faces/../faces/`);
    assertEquals([source.name, source.source], ["faces", "faces"]);
  });
});

Deno.test("folderSource() says what is wrong with the folder", async () => {
  assertThrows(
    () => open("no/such/folder"),
    UserError,
    "--data no/such/folder: there is no such folder",
  );
  await withFolder(async (folder) => {
    await fill(folder, { "p.png": "rgb.png", "set.idx": "README.md" });
    await Deno.writeTextFile(`${folder}/set.zip`, "PK\x03\x04");
    await Deno.writeTextFile(`${folder}/set.tar.gz`, "\x1f\x8b");
    const advice = {
      "p.png": "is one picture: give the folder that holds the pictures",
      "set.zip": "is an archive: unpack it and give the folder that it makes",
      "set.tar.gz":
        "is an archive: unpack it and give the folder that it makes",
      "set.idx":
        `is a file, not a folder of pictures; an IDX file is given as --data idx:${folder}/set.idx`,
    };
    for (const [file, problem] of Object.entries(advice)) {
      assertThrows(
        () => open(`${folder}/${file}`),
        UserError,
        `--data ${folder}/${file}: ${problem}`,
      );
    }
  });
});

/** The files that are used and what is skipped, with the reasons. */
async function look(folder: string) {
  const source = open(folder);
  const { count, skipped } = await source.load(() => {});
  return {
    count,
    // The numbers of errors are the system's own.
    skipped: skipped.map(({ file, reason }) =>
      `${file}: ${reason}`.replace(/ \(os error \d+\)/, "")
    ),
  };
}

Deno.test("folderSource() names links that lead nowhere, to themselves or through a file", async () => {
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

Deno.test("folderSource() names a folder that it may not read", async () => {
  await withFolder(async (folder) => {
    await fill(folder, { "a.png": "rgb.png", "secret/b.png": "rgb.png" });
    // An administrator may read everything, so the refusal is played.
    const { readDirSync } = Deno;
    Deno.readDirSync = (path) => {
      if (!String(path).endsWith("/secret")) return readDirSync(path);
      const error = new Deno.errors.PermissionDenied("Permission denied: x");
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
  name: "folderSource() names files and folders whose names are not UTF-8",
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

Deno.test("folderSource() leaves out what other programs keep in folders", async () => {
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

Deno.test("folderSource() leaves out the folders of training runs", async () => {
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

Deno.test("folderSource() takes the same path to a folder that is linked, on every system", async () => {
  await withFolder(async (folder) => {
    await fill(folder, { "z/a.png": "rgb.png" });
    await Deno.symlink("z", `${folder}/b`);
    // The link comes first in the order of paths, whenever it was made.
    assert(open(folder).key.includes("b/a.png"));
  });
});
