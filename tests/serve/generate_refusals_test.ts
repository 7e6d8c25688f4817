import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { classOfSeed } from "../../core/noise/label.ts";
import { generate } from "../../serve/generate.ts";
import { writeGenerator } from "../../train/freeze/write_generator.ts";
import { generatorTensors, initialTensors } from "../../train/model/tensors.ts";
import { fileNames } from "../folder.ts";
import { inFolder, MODEL, refusal } from "./generate_in_folder.ts";

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

Deno.test("generate() names what is wrong with a list of seeds", async () => {
  for (
    const [list, rule] of [
      ["7-4294967296", "the numbers of a range must be from 0 to 4294967295"],
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
    assertEquals((await refusal("--seeds", "7-4294967296"))[1], 2);
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
