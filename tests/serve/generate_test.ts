import { assert, assertEquals } from "@std/assert";
import { createHash } from "node:crypto";
import { loadGenerator } from "../../core/generator/frozen_generator.ts";
import { folderUrl } from "../../core/folder_url.ts";
import { readGenerator } from "../../core/generator/generator_folder.ts";
import { latents } from "../../core/noise/latent.ts";
import { generate } from "../../serve/generate.ts";
import { seedOf } from "../../core/noise/seed.ts";
import { PICTURE_OPTIONS } from "../../serve/routes/picture_options.ts";
import { axisDirection } from "../fixtures/directions.ts";
import { VIVID_GENERATOR } from "../fixtures/vivid_generator.ts";
import { DIGEST, testService } from "./test_service.ts";
import { fileNames } from "../folder.ts";
import { inFolder, MODEL, refusal } from "./generate_in_folder.ts";

function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

async function digest(file: string): Promise<string> {
  return digestOf(await Deno.readFile(file));
}

/** Folder of the generator with directions on its card. */
async function editableGenerator(folder: string): Promise<string> {
  const model = `${folder}/model`;
  await Deno.mkdir(model);
  const { card, model: bytes } = await readGenerator(Deno, VIVID_GENERATOR);
  const directions = [1, 2, 3].map(axisDirection);
  await Deno.writeFile(`${model}/${card.model.file}`, bytes);
  await Deno.writeTextFile(
    `${model}/generator.json`,
    JSON.stringify({ ...card, directions }),
  );
  return model;
}

/** Columns and rows in the header of a PNG file. */
async function size(file: string): Promise<[number, number]> {
  const view = new DataView((await Deno.readFile(file)).buffer);
  return [view.getUint32(16), view.getUint32(20)];
}

Deno.test("generate() writes one PNG for each seed", () =>
  inFolder(async (folder, printed) => {
    const out = `${folder}/new/pictures`;
    // 1 is asked for twice, and is one file.
    await generate(["--seeds", "0-1,77,1", "--out", out, "--model", MODEL]);
    assertEquals(fileNames(out), ["0.png", "1.png", "77.png"]);
    assertEquals(printed.length, 1);
    assert(printed[0]?.startsWith("Wrote 3 pictures by "));
    assert(printed[0]?.endsWith(` to ${out}`));
  }));

Deno.test("generate() gives the known bytes for a seed", () =>
  inFolder(async (folder) => {
    const out = `${folder}/7.png`;
    await generate(["--seeds", "7", "--out", out, "--model", MODEL]);
    assertEquals(fileNames(folder), ["7.png"]);
    assertEquals(
      await digest(out),
      "fb1cd31695db0bb2983f09c8bae6ae5d55d9d735c37708781bc07f10cc166e0b",
    );
  }));

Deno.test("generate() gives the known bytes for a grid", () =>
  inFolder(async (folder) => {
    const out = `${folder}/grid.png`;
    await generate(["--grid", "5x5", "--out", out, "--model", MODEL]);
    assertEquals(await size(out), [5 * 66 + 2, 5 * 66 + 2]);
    assertEquals(
      await digest(out),
      "8c75d8b9ebe2be8ce49d5eb716164a51d5af8635c080001f1129635b1ce68939",
    );
  }));

Deno.test("generate() writes what the service sends", () =>
  inFolder(async (folder) => {
    const out = `${folder}/4294967295.png`;
    await generate(["--seeds", "4294967295", "--out", out, "--model", MODEL]);
    const painter = await loadGenerator(VIVID_GENERATOR);
    const { get } = testService(painter);
    const response = await get(`/${DIGEST}/image/4294967295.png`);
    assertEquals(await Deno.readFile(out), await response.bytes());
  }));

Deno.test("generate() paints texts as the service does, into files called after them", () =>
  inFolder(async (folder) => {
    const seeds = "Ada,3,../a b,Anna-Lena";
    await generate(["--seeds", seeds, "--out", folder, "--model", MODEL]);
    const escaped = `_._a b-${seedOf("../a b")}.png`;
    assertEquals(
      fileNames(folder),
      ["3.png", "Ada.png", "Anna-Lena.png", escaped].sort(),
    );
    const painter = await loadGenerator(VIVID_GENERATOR);
    const { get } = testService(painter);
    const response = await get(`/${DIGEST}/image/${seedOf("Ada")}.png`);
    assertEquals(
      await Deno.readFile(`${folder}/Ada.png`),
      await response.bytes(),
    );
  }));

/** Ways to ask the command and the service for the same file. */
const SAME_FILES: readonly (readonly [args: string, address: string])[] = [
  ["--seeds 7 --scale 2 --out 7.png", "image/7.png?scale=2"],
  ["--seeds Ada --out Ada.webp", "image/Ada.webp"],
  // Numbers that are no seeds stand for others, as all texts do.
  ["--seeds 007 --out 007.png", "image/007.png"],
  ["--seeds 4294967296 --out big.png", "image/4294967296.png"],
  [
    "--seeds 7 --scale 4 --resize smooth --out 7.jpg",
    "image/7.jpg?scale=4&resize=smooth",
  ],
  ["--seeds 7 --format webp --out .", "image/7.webp"],
  [
    "--seeds 7 --truncation 0.7 --variety 0.5 --around 3 --out 7.JPEG",
    "image/7.jpg?truncation=0.7&variety=0.5&around=3",
  ],
  ["--seeds 7 --edit 3:1.5,1:-2 --out 7.png", "image/7.png?edit=1:-2,3:1.5"],
  [
    "--seeds 3-8 --grid 2x3 --gap 1 --edit 2:3 --out grid.png",
    "grid/3.png?rows=2&cols=3&gap=1&edit=2:3",
  ],
  ["--walk 7-Ada --frames 3 --out walk.gif", "walk/7-Ada.gif?frames=3"],
  [
    "--walk A%2DB-8 --frames 3 --no-loop --edit 1:2 --out walk.gif",
    "walk/A%2DB-8.gif?frames=3&loop=false&edit=1:2",
  ],
  [
    "--walk 7-8 --frames 3 --loop --out walk.png",
    "walk/7-8.png?frames=3&loop=true",
  ],
  [
    "--walk 7-8 --frames 2 --scale 2 --variety 0.6 --out walk.webp",
    "walk/7-8.webp?frames=2&scale=2&variety=0.6",
  ],
];

Deno.test("generate() writes what the service sends for the same words", () =>
  inFolder(async (folder) => {
    const model = await editableGenerator(folder);
    const { get } = testService(await loadGenerator(folderUrl(model)));
    for (const [args, address] of SAME_FILES) {
      const out = await Deno.makeTempDir({ dir: folder });
      const words = args.split(" ");
      const name = words.pop() as string;
      await generate([...words, `${out}/${name}`, "--model", model]);
      const response = await get(`/${DIGEST}/${address}`);
      assertEquals(response.status, 200, address);
      const [file = ""] = fileNames(out);
      assertEquals(
        digestOf(await Deno.readFile(`${out}/${file}`)),
        digestOf(await response.bytes()),
        args,
      );
    }
  }));

Deno.test("generate() paints the latent in a file as the service does", () =>
  inFolder(async (folder) => {
    const model = await editableGenerator(folder);
    const { get } = testService(await loadGenerator(folderUrl(model)));
    const body = JSON.stringify({ latent: [...latents([5])] });
    const file = `${folder}/z.json`;
    await Deno.writeTextFile(file, body);
    const edit = ["--edit", "1:2", "--model", model];
    await generate(["--latent", file, "--out", `${folder}/new`, ...edit]);
    await generate(["--latent", file, "--out", `${folder}/z.webp`, ...edit]);
    for (const [path, type] of [["new/z.png", "png"], ["z.webp", "webp"]]) {
      const response = await get(`/${DIGEST}/image?edit=1:2`, {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          "Accept": `image/${type}`,
        },
        body,
      });
      assertEquals(
        await Deno.readFile(`${folder}/${path}`),
        await response.bytes(),
      );
    }
  }));

Deno.test("generate() makes walks that are too long for the service", () =>
  inFolder(async (folder) => {
    const out = `${folder}/walk.gif`;
    const { get } = testService(await loadGenerator(VIVID_GENERATOR));
    const refused = await get(`/${DIGEST}/walk/7-8.gif?frames=65`);
    assertEquals(refused.status, 400);
    const words = "--walk 7-8 --frames 65 --no-loop".split(" ");
    await generate([...words, "--out", out, "--model", MODEL]);
    const gif = new DataView((await Deno.readFile(out)).buffer);
    assertEquals([gif.getUint16(6, true), gif.getUint16(8, true)], [64, 64]);
  }));

Deno.test("generate() goes by the name of the file", () =>
  inFolder(async (folder) => {
    for (
      const [name, rule] of [
        ["x.bmp", "it must end in .png, .webp or .jpg, or be a folder"],
        [
          "x.gif",
          "it must end in .png, .webp or .jpg; only --walk makes a GIF",
        ],
        ["x.png", "--format is webp, which is another one"],
      ] as const
    ) {
      const out = `${folder}/${name}`;
      assertEquals(
        await refusal("--seeds", "7", "--out", out, "--format", "webp"),
        [`--out is ${out}: ${rule}`, 2],
      );
    }
    assertEquals(await refusal("--seeds", "7", "--format", "gif"), [
      "--format is gif: it must be png, webp or jpg here",
      2,
    ]);
    assertEquals(fileNames(folder), []);
    const out = `${folder}/7.PNG`;
    await generate(["--seeds", "7", "--out", out, "--model", MODEL]);
    assertEquals(fileNames(folder), ["7.PNG"]);
  }));

Deno.test("generate() prints its help and writes nothing", () =>
  inFolder(async (folder, printed) => {
    await generate(["--help", "--out", `${folder}/x`]);
    const [help = ""] = printed;
    for (const option of [...Object.keys(PICTURE_OPTIONS), "walk", "model"]) {
      assert(help.includes(`--${option} `), option);
    }
    assert(help.split("\n").every((line) => line.length <= 80));
    assertEquals(fileNames(folder), []);
  }));
