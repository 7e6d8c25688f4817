import {
  assert,
  assertEquals,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { loadGenerator } from "../../core/generator/frozen_generator.ts";
import { folderUrl } from "../../core/folder_url.ts";
import { readGenerator } from "../../core/generator/generator_folder.ts";
import { classOfSeed } from "../../core/noise/label.ts";
import { latents } from "../../core/noise/latent.ts";
import { UserError } from "../../core/user_error.ts";
import { generate } from "../../serve/generate.ts";
import { seedOf } from "../../core/noise/seed.ts";
import { PICTURE_OPTIONS } from "../../serve/routes/picture_options.ts";
import { writeGenerator } from "../../train/freeze/write_generator.ts";
import { generatorTensors, initialTensors } from "../../train/model/tensors.ts";
import { axisDirection } from "../fixtures/directions.ts";
import { VIVID_GENERATOR } from "../fixtures/vivid_generator.ts";
import { DIGEST, testService } from "./test_service.ts";
import { fileNames } from "../folder.ts";

const MODEL = fileURLToPath(VIVID_GENERATOR);

/** Runs a test with a folder of its own and what the command printed. */
async function inFolder(
  test: (folder: string, printed: string[]) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  const printed: string[] = [];
  const { log } = console;
  console.log = (line: string) => printed.push(line);
  try {
    await test(folder, printed);
  } finally {
    console.log = log;
    await Deno.remove(folder, { recursive: true });
  }
}

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

async function refusal(...args: string[]): Promise<[string, number]> {
  const error = await assertRejects(() => generate(args), UserError);
  return [error.message, error.exitCode];
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

Deno.test("generate() names what is wrong with the file of a latent", () =>
  inFolder(async (folder) => {
    const file = `${folder}/z.json`;
    assertEquals(await refusal("--latent", file), [
      `--latent is ${file}: there is no such file`,
      1,
    ]);
    for (const text of ["", "[]", '{"latent":[1]}', '{"latent":[],"x":1}']) {
      await Deno.writeTextFile(file, text);
      assertEquals(await refusal("--latent", file), [
        `${file}: it must be a JSON object whose latent is an array of 100 numbers from -10 to 10`,
        1,
      ]);
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

Deno.test("generate() names what is wrong with a list of seeds", async () => {
  for (
    const [list, rule] of [
      ["4294967296", "its numbers must be from 0 to 4294967295"],
      ["3,5-3", "5-3 must go from low to high"],
      ["1,,2", "between commas must be a seed"],
      ["0-100000", "it must have no more than 100000 pictures"],
      ["0-99999,Ada", "it must have no more than 100000 pictures"],
    ] as const
  ) {
    assertEquals(await refusal("--seeds", list), [
      `--seeds is ${list}: ${rule}`,
      2,
    ]);
  }
});

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

Deno.test("generate() refuses options that do not fit together", () =>
  inFolder(async (folder) => {
    assertEquals(
      await refusal("--grid", "2x2", "--seeds", "0-4", "--model", MODEL),
      ["--grid is 2x2: it has 4 places, but --seeds has 5 pictures", 2],
    );
    assertEquals(
      await refusal("--grid", "2x2", "--out", folder, "--model", MODEL),
      [
        `--out is ${folder}: it must end in .png, .webp or .jpg with --grid`,
        2,
      ],
    );
    assertEquals(
      await refusal("--seeds", "1-2", "--out", `${folder}/a.png`),
      [
        `--out is ${folder}/a.png: it must be a folder for 2 pictures without --grid`,
        2,
      ],
    );
    assertEquals((await refusal("--seeds", "4294967296"))[1], 2);
    assertEquals((await refusal("--seeds", "5-3"))[1], 2);
    assertEquals((await refusal("--grid", "0x3"))[1], 2);
    for (
      const [args, message] of [
        ["--walk 1-2 --seeds 3", "--walk and --seeds exclude each other"],
        ["--latent z --grid 2", "--latent and --grid exclude each other"],
        ["--frames 3", "--frames goes with --walk only"],
        ["--no-loop", "--loop goes with --walk only"],
        ["--gap 3 --seeds 3", "--gap goes with --grid only"],
        ["--around 5", "--around goes with --variety only"],
        [
          "--walk Anna-Lena-7",
          "--walk is Anna-Lena-7: it must be two seeds with a hyphen between them, like 7-Ada; a hyphen inside a seed is written %2D",
        ],
        ["--walk %-7", "--walk is %-7: the seed is not percent-encoded UTF-8"],
      ] as const
    ) assertEquals(await refusal(...args.split(" ")), [message, 2]);
    assertEquals(fileNames(folder), []);
  }));

Deno.test("generate() refuses what a generator or a format cannot do", () =>
  inFolder(async (folder) => {
    const refused = (args: string) =>
      refusal(...args.split(" "), "--out", `${folder}/x.jpg`, "--model", MODEL);
    const [edits, code] = await refused("--seeds 7 --edit 3:1");
    assertEquals(code, 2);
    assert(
      edits.startsWith(
        "--edit is 3:1: it must be left out, for vivid has no directions; this adds them: deno task ",
      ),
      edits,
    );
    assert(edits.endsWith(" --directions"), edits);
    assertEquals(await refused("--grid 100 --scale 8"), [
      "--scale is 8: 10000 pictures of 64 × 64 would have 2621440000 pixels; it must be so small that all pictures together have at most 268435456 pixels",
      2,
    ]);
    assertEquals(await refused("--walk 1-2 --frames 1000 --scale 2"), [
      "--scale is 2: the JPEG would be 128000 pixels wide; it must be so small that a JPEG is at most 65500 pixels wide",
      2,
    ]);
    assertEquals(fileNames(folder), []);
  }));

Deno.test("generate() names what it cannot read or write", () =>
  inFolder(async (folder) => {
    assertEquals(
      await refusal("--model", folder, "--out", `${folder}/x`),
      [
        `${folder}/generator.json does not exist: a frozen generator is a folder with generator.json and its model`,
        1,
      ],
    );
    await Deno.writeTextFile(`${folder}/file`, "");
    const out = `${folder}/file/7.png`;
    const [message, code] = await refusal(
      ...["--seeds", "7", "--out", out, "--model", MODEL],
    );
    assert(message.startsWith(`cannot write ${out}: `), message);
    assertEquals(code, 1);
    assertEquals(fileNames(folder), ["file"]);
  }));

Deno.test("generate() paints the class that is asked for, and refuses others", () =>
  inFolder(async (folder) => {
    const classes = ["owl", "cat"].map((name) => ({ name }));
    const architecture = { d: 1, height: 16, width: 16, classes };
    const tensors = initialTensors(generatorTensors(architecture), "paper", 1);
    const embedding = tensors.get("G.embedding.weight");
    embedding?.data.forEach((x, index, data) => data[index] = 100 * x);
    await writeGenerator(folder, tensors, architecture, {
      name: "pets",
      trainingData: { source: "pets" },
      training: { device: "cpu", weights: "last", options: {} },
    });
    const paint = async (...args: string[]) => {
      const out = `${folder}/picture.png`;
      await generate([
        "--seeds",
        "7",
        "--out",
        out,
        "--model",
        folder,
        ...args,
      ]);
      return await Deno.readFile(out);
    };
    const owl = await paint("--label", "owl");
    const cat = await paint("--label", "cat");
    assertNotEquals(owl, cat);
    const drawn = classOfSeed(7, classes);
    assertEquals(await paint(), drawn === 0 ? owl : cat);
    assertEquals(await refusal("--model", folder, "--label", "cow"), [
      '--label is "cow": it must be owl or cat',
      2,
    ]);
    const [message] = await refusal("--model", MODEL, "--label", "owl");
    assert(message.startsWith('--label is "owl": the generator '), message);
    assert(message.includes(" has no classes"), message);
  }));
