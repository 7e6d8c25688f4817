import { assert, assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../../../../core/user_error.ts";
import { folderSource } from "../../../../train/data/sources/folder.ts";
import {
  colour,
  fill,
  fixture,
  HEIGHT,
  paint,
  pictureBytes,
  WIDTH,
} from "../pictures.ts";
import { withFolder } from "../../../folder.ts";

const SHAPE = { height: HEIGHT, width: WIDTH, fit: "stretch" } as const;
const WHITE = [255, 255, 255] as const;
const AREA = WIDTH * HEIGHT;

function open(folder: string) {
  return folderSource(folder, SHAPE, WHITE);
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
