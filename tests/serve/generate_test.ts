import {
  assert,
  assertEquals,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { loadGenerator } from "../../core/generator/frozen_generator.ts";
import { classOfSeed } from "../../core/noise/label.ts";
import { UserError } from "../../core/user_error.ts";
import { generate } from "../../serve/generate.ts";
import { seedOf } from "../../core/noise/seed.ts";
import { writeGenerator } from "../../train/freeze/write_generator.ts";
import { generatorTensors, initialTensors } from "../../train/model/tensors.ts";
import { VIVID_GENERATOR } from "../fixtures/vivid_generator.ts";
import { DIGEST, testService } from "./test_service.ts";

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

function names(folder: string): string[] {
  return Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();
}

async function digest(file: string): Promise<string> {
  const bytes = await Deno.readFile(file);
  return createHash("sha256").update(bytes).digest("hex");
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
    await generate(["--seeds", "0-1,77", "--out", out, "--model", MODEL]);
    assertEquals(names(out), ["0.png", "1.png", "77.png"]);
    assertEquals(printed.length, 1);
    assert(printed[0]?.startsWith("Wrote 3 pictures by "));
    assert(printed[0]?.endsWith(` to ${out}`));
  }));

Deno.test("generate() gives the known bytes for a seed", () =>
  inFolder(async (folder) => {
    const out = `${folder}/7.png`;
    await generate(["--seeds", "7", "--out", out, "--model", MODEL]);
    assertEquals(names(folder), ["7.png"]);
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
      names(folder),
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

Deno.test("generate() refuses to write a picture under another format's name", () =>
  inFolder(async (folder) => {
    for (const name of ["x.jpg", "x.JPEG", "x.webp"]) {
      const out = `${folder}/${name}`;
      assertEquals(
        await refusal("--seeds", "7", "--out", out, "--model", MODEL),
        [
          `--out is ${out}: pictures are PNG files, it must end in .png or be a folder`,
          2,
        ],
      );
    }
    assertEquals(names(folder), []);
    const out = `${folder}/7.PNG`;
    await generate(["--seeds", "7", "--out", out, "--model", MODEL]);
    assertEquals(names(folder), ["7.PNG"]);
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
    for (const option of ["--seeds", "--grid", "--out", "--model"]) {
      assert(help.includes(option), option);
    }
    assertEquals(names(folder), []);
  }));

Deno.test("generate() refuses options that do not fit together", () =>
  inFolder(async (folder) => {
    assertEquals(
      await refusal("--grid", "2x2", "--seeds", "0-4", "--model", MODEL),
      ["--grid is 2x2: it has 4 places, but --seeds has 5 pictures", 2],
    );
    assertEquals(
      await refusal("--grid", "2x2", "--out", folder, "--model", MODEL),
      [`--out is ${folder}: it must be a .png file with --grid`, 2],
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
    assertEquals(names(folder), []);
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
    assertEquals(names(folder), ["file"]);
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
      "--label is cow: it must be owl or cat",
      2,
    ]);
    const [message] = await refusal("--model", MODEL, "--label", "owl");
    assert(message.startsWith("--label is owl: the generator "), message);
    assert(message.endsWith(" has no classes"), message);
  }));
