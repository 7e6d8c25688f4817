import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { gzipSync } from "node:zlib";
import { UserError } from "../../../../core/user_error.ts";
import { idxSource } from "../../../../train/data/sources/idx.ts";
import { idx } from "../idx.ts";
import { withFolder } from "../../../folder.ts";

const SHAPE = { height: 2, width: 2, fit: "stretch" } as const;

/** Three grey pictures of 2 × 2 pixels: 0, 1, 2, 3; 4, 5, … */
const IMAGES = idx([3, 2, 2], Array(12).keys());

async function write(folder: string, name: string, bytes: Uint8Array) {
  const path = `${folder}/${name}`;
  await Deno.writeFile(path, bytes);
  return path;
}

/** Repeats the grey values of one picture as its three planes. */
function planes(grey: number[]): number[] {
  return [...grey, ...grey, ...grey];
}

Deno.test("idxSource() reads grey pictures, plain and gzipped", async () => {
  await withFolder(async (folder) => {
    for (const bytes of [IMAGES, gzipSync(IMAGES)]) {
      const path = await write(folder, "train-images-idx3-ubyte.gz", bytes);
      const source = idxSource(path, {}, SHAPE);
      assertEquals(source.name, "train-images-idx3-ubyte");
      assertEquals(source.source, "idx:train-images-idx3-ubyte.gz");
      const { count, pixels } = await source.load(() => {});
      assertEquals(count, 3);
      assertEquals([...pixels.slice(0, 12)], planes([0, 1, 2, 3]));
      assertEquals([...pixels.slice(24)], planes([8, 9, 10, 11]));
    }
  });
});

Deno.test("idxSource() reads pictures in colour", async () => {
  await withFolder(async (folder) => {
    const bytes = idx([1, 2, 2, 3], Array(12).keys());
    const path = await write(folder, "a", bytes);
    const { pixels } = await idxSource(path, {}, SHAPE).load(() => {});
    assertEquals([...pixels], [0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11]);
  });
});

Deno.test("idxSource() resizes as it does every picture", async () => {
  await withFolder(async (folder) => {
    const path = await write(folder, "a", idx([1, 3, 5], Array(15).fill(77)));
    const shape = { height: 8, width: 6, fit: "crop" } as const;
    const { pixels } = await idxSource(path, {}, shape).load(() => {});
    assertEquals([...pixels], Array(3 * 8 * 6).fill(77));
  });
});

Deno.test("idxSource() takes the pictures of the classes, in their order", async () => {
  await withFolder(async (folder) => {
    const path = await write(folder, "a", IMAGES);
    const labels = await write(folder, "l", idx([3], [7, 2, 0]));
    const source = idxSource(path, { labels, classes: [0, 7, 7] }, SHAPE);
    const { count, pixels } = await source.load(() => {});
    assertEquals(count, 2);
    assertEquals([pixels[0], pixels[12]], [0, 8]);
    const two = idxSource(path, { labels, classes: [7, 0] }, SHAPE);
    assertEquals(two.key, source.key);
    assertEquals(two.source, "idx:a (classes 7, 0)");
  });
});

Deno.test("idxSource() has another key for other pictures", async () => {
  await withFolder(async (folder) => {
    const path = await write(folder, "a", IMAGES);
    const { key } = idxSource(path, {}, SHAPE);
    const other = IMAGES.slice();
    other[20] = 99;
    await write(folder, "b", other);
    const keys = [key, idxSource(`${folder}/b`, {}, SHAPE).key];
    for (const label of [1, 2]) {
      const labels = await write(folder, "l", idx([3], [1, 2, label]));
      keys.push(idxSource(path, { labels, classes: [1] }, SHAPE).key);
    }
    assertEquals(new Set(keys.map((parts) => parts.join())).size, 4);
  });
});

async function assertFails(
  images: Uint8Array,
  message: string,
  labels?: Uint8Array,
  classes?: number[],
  classNames?: string[],
) {
  await withFolder(async (folder) => {
    const path = await write(folder, "images", images);
    const selection = {
      ...(labels && { labels: await write(folder, "labels", labels) }),
      ...(classes && { classes }),
      ...(classNames && { classNames }),
    };
    const error = assertThrows(
      () => idxSource(path, selection, SHAPE),
      UserError,
    );
    assertEquals(error.message.replaceAll(`${folder}/`, ""), message);
  });
}

Deno.test("idxSource() says what is wrong with a file", async () => {
  const text = new TextEncoder().encode("not an IDX file");
  const floats = IMAGES.with(2, 0x0d);
  const cases: [Uint8Array, string][] = [
    [text, "is not an IDX file: it must begin with two zero bytes"],
    [
      floats,
      "holds elements of type 0x0d: only unsigned bytes (0x08) are read",
    ],
    [IMAGES.slice(0, 9), "ends within its header"],
    [IMAGES.slice(0, -1), "announces 3 × 2 × 2 bytes, but 11 follow"],
    [
      idx([2, 2], [1, 2, 3, 4]),
      "holds an array of 2 × 2, not pictures: N × height × width, or × 3",
    ],
    [
      idx([1, 1, 1, 2], [1, 2]),
      "holds an array of 1 × 1 × 1 × 2, not pictures: N × height × width, or × 3",
    ],
    [
      gzipSync(IMAGES).subarray(0, 20),
      "cannot be read: unexpected end of file",
    ],
  ];
  for (const [bytes, problem] of cases) {
    await assertFails(bytes, `--data idx:images: ${problem}`);
  }
});

Deno.test("idxSource() says when a file is missing", () => {
  assertThrows(
    () => idxSource("no/file.gz", {}, SHAPE),
    UserError,
    "--data idx:no/file.gz: there is no such file",
  );
});

Deno.test("idxSource() says what is wrong with labels and classes", async () => {
  await assertFails(
    IMAGES,
    "--labels labels: holds 2 labels, but there are 3 pictures",
    idx([2], [1, 2]),
  );
  await assertFails(
    IMAGES,
    "--classes 5: no picture has this label; labels has 1, 2, 10",
    idx([3], [10, 2, 1]),
    [2, 5],
  );
  await assertFails(
    IMAGES,
    "--classes needs --labels FILE as well",
    undefined,
    [1],
  );
  await assertFails(
    IMAGES,
    "--class-names needs --labels FILE as well",
    undefined,
    undefined,
    ["shoe", "bag"],
  );
  for (
    const [classNames, problem, classes] of [
      [["shoe"], "there must be 2 names, of the labels 2, 10"],
      [["shoe", "shoe"], "names must differ and not be empty"],
      [["shoe", " "], "names must differ and not be empty"],
      [
        ["shoe", "bag", "hat"],
        "there must be 1 name, of the label 10, or 2, of all labels",
        [10],
      ],
    ] as const
  ) {
    await assertFails(
      IMAGES,
      `--class-names ${classNames.map((name) => name.trim())}: ${problem}`,
      idx([3], [10, 2, 10]),
      classes && [...classes],
      [...classNames],
    );
  }
});

Deno.test("idxSource() calls classes as it is told, in the order of their numbers", async () => {
  await withFolder(async (folder) => {
    const path = await write(folder, "images", IMAGES);
    const labels = await write(folder, "labels", idx([3], [10, 2, 10]));
    const classNames = ["shoe", "bag"];
    const spaced = { labels, classNames: ["shoe ", " bag"] };
    const source = idxSource(path, spaced, SHAPE);
    assertEquals(source.classes, classNames);
    const loaded = await source.load(() => {});
    assertEquals(loaded.labels, { names: classNames, indices: [1, 0, 1] });
    assertNotEquals(source.key, idxSource(path, { labels }, SHAPE).key);
    // Names of all classes go with some of them, too.
    const one = idxSource(path, { ...spaced, classes: [10] }, SHAPE);
    assertEquals(one.classes, ["bag"]);
  });
});

Deno.test("idxSource() labels pictures by the numbers of their classes", async () => {
  await withFolder(async (folder) => {
    const path = await write(folder, "images", IMAGES);
    const labels = await write(folder, "labels", idx([3], [10, 2, 10]));
    const source = idxSource(path, { labels }, SHAPE);
    assertEquals(source.classes, ["2", "10"]);
    const loaded = await source.load(() => {});
    assertEquals(loaded.labels, { names: ["2", "10"], indices: [1, 0, 1] });
    const one = idxSource(path, { labels, classes: [10] }, SHAPE);
    assertEquals((await one.load(() => {})).labels, {
      names: ["10"],
      indices: [0, 0],
    });
  });
});
