import { assert, assertEquals, assertLess, assertRejects } from "@std/assert";
import { loadGenerator } from "../../../core/generator/frozen_generator.ts";
import { folderUrl } from "../../../core/folder_url.ts";
import { parseGeneratorCard } from "../../../core/generator/generator_card.ts";
import { UserError } from "../../../core/user_error.ts";
import { exportRun } from "../../../train/exchange/export_run.ts";
import { importCommand } from "../../../train/commands/import.ts";
import { averageName } from "../../../train/model/ema.ts";
import { readCheckpoint } from "../../../train/record/checkpoint.ts";
import { readRunOptions, runFolder } from "../../../train/record/run_folder.ts";
import { initialState } from "../../../train/step/programs.ts";
import { withFolder } from "../data/pictures.ts";
import {
  fileNames,
  readLog,
  tinyArgs,
  tinyOptions,
  trainTiny,
} from "../run/tiny_run.ts";
import { latin1, torchFile } from "../exchange/pytorch/torch_file.ts";
import {
  largestDifference,
  REFERENCE,
  referencePath,
} from "../exchange/reference.ts";

/** What a call of the command prints. */
async function printed(...args: string[]): Promise<string> {
  const { log } = console;
  const writeSync = Deno.stdout.writeSync;
  let text = "";
  console.log = (line: string) => {
    text += `${line}\n`;
  };
  Deno.stdout.writeSync = (bytes) => {
    text += new TextDecoder().decode(bytes);
    return bytes.length;
  };
  try {
    await importCommand(args);
  } finally {
    console.log = log;
    Deno.stdout.writeSync = writeSync;
  }
  return text;
}

/** The one line and the exit code that arguments are refused with. */
async function refusal(...args: string[]): Promise<[string, number]> {
  const error = await assertRejects(() => printed(...args), UserError);
  assertEquals(error.message.includes("\n"), false, error.message);
  return [error.message, error.exitCode];
}

for (const format of ["zip", "legacy"]) {
  Deno.test(`importCommand() freezes the reference's generator-${format}.pth, which paints what PyTorch painted`, () =>
    withFolder(async (folder) => {
      const out = `${folder}/weights`;
      const file = referencePath(`generator-${format}.pth`);
      assertEquals(
        await printed(file, "--out", out, "--precision", "float32"),
        `frozen: ${out}/generator.onnx, d 4, pictures 64x64; to see it: deno task serve ${out}\n`,
      );
      assertEquals(fileNames(out), ["generator.json", "generator.onnx"]);
      const generator = await loadGenerator(folderUrl(out));
      const images = await generator.paint(REFERENCE.latent.data);
      await generator.release();
      const { data } = REFERENCE.images;
      assert(Math.max(...data) - Math.min(...data) > 8e-4);
      assertLess(largestDifference(images, data), 1e-8);
    }));
}

Deno.test("importCommand() writes a card with what it is told", () =>
  withFolder(async (folder) => {
    // Without --out, beside the file and called after it.
    const file = `${folder}/faces.v2.pth`;
    await Deno.copyFile(referencePath("generator-zip.pth"), file);
    const card = async () => {
      const path = `${folder}/faces.v2/generator.json`;
      return parseGeneratorCard(await Deno.readTextFile(path), path);
    };
    await printed(file);
    const { name, trainingData, training, architecture } = await card();
    assertEquals(name, "faces.v2");
    assertEquals(trainingData, { source: "unknown pictures" });
    assertEquals(training, {
      device: "elsewhere",
      weights: "last",
      options: {},
    });
    assertEquals(architecture, {
      network: "dcgan",
      d: 4,
      height: 64,
      width: 64,
      latentSize: 100,
    });
    await printed(
      file,
      ...["--name", "Faces", "--data", "ToonHead", "--pictures", "13"],
      ...["--credit", "Johan Melin", "--licence", "CC BY 4.0"],
    );
    const told = await card();
    assertEquals(told.name, "Faces");
    assertEquals(told.trainingData, {
      source: "ToonHead",
      pictures: 13,
      credit: "Johan Melin",
      licence: "CC BY 4.0",
    });
  }));

Deno.test("importCommand() gives back what was exported, also where pictures are not square", () =>
  withFolder(async (folder) => {
    const as = [
      ...["--size", "32x48", "--precision", "float32"],
      ...["--out", `${folder}/out`],
    ];
    const changes = { epochs: 1, size: "32x48", d: 3, ema: 100, lr: 0.05 };
    const options = tinyOptions(folder, changes);
    const { folder: run } = await trainTiny(options);
    await exportRun(run, "pth", folder);
    await exportRun(run, "safetensors", folder);
    await exportRun(run, "onnx", folder);
    for (const which of ["ema", "last"]) {
      for (const format of ["pth", "safetensors"]) {
        const file = `${folder}/generator-${which}.${format}`;
        await printed(file, ...as);
        // The same weights give the same model.
        assertEquals(
          await Deno.readFile(`${folder}/out/generator.onnx`),
          await Deno.readFile(`${folder}/generator-${which}.onnx`),
        );
      }
    }
    // A checkpoint is a state dict, too.
    await printed(run.checkpoint, ...as);
    assertEquals(
      await Deno.readFile(`${folder}/out/generator.onnx`),
      await Deno.readFile(`${folder}/generator-ema.onnx`),
    );
    const json = await Deno.readTextFile(`${folder}/out/generator.json`);
    assertEquals(JSON.parse(json).training.weights, "ema");
  }));

Deno.test("importCommand() starts a run that training goes on from", () =>
  withFolder(async (folder) => {
    const trained = tinyOptions(folder, { epochs: 1, ema: 100, lr: 0.05 });
    const { folder: first } = await trainTiny(trained);
    await exportRun(first, "pth", folder);
    const text = await printed(
      `${folder}/generator-last.pth`,
      ...["--discriminator", `${folder}/discriminator.pth`, "--"],
      // Size and width are those of the files.
      ...tinyArgs(`${folder}/new`, { ema: 100, name: "again" })
        .filter((_, index, args) =>
          ![index, index - 1].some((at) =>
            ["--size", "--d"].includes(args[at] ?? "")
          )
        ),
    );
    const run = runFolder(`${folder}/new/runs/00001-again-d2`);
    assert(
      text.endsWith(
        `run: ${run.path}; to train it: deno task train --resume ${run.path}\n`,
      ),
      text,
    );
    const options = await readRunOptions(run);
    assertEquals(
      options,
      tinyOptions(`${folder}/new`, { ema: 100, name: "again" }),
    );

    const source = (await readCheckpoint(first.checkpoint)).state;
    const { state, step, seed } = await readCheckpoint(run.checkpoint);
    assertEquals([step, seed], [0, options.seed]);
    const fresh = initialState(options, options.init);
    assertEquals([...state.keys()], [...fresh.keys()]);
    for (const [name, tensor] of state) {
      const [network = "", kind] = name.split(".");
      if (kind === "optimizer") assertEquals(tensor, fresh.get(name));
      else if (network === "G_ema") continue;
      else {
        assertEquals(tensor, source.get(name));
        // The moving average starts from the same weights.
        assertEquals(state.get(averageName(name)), tensor);
      }
    }

    const { finished } = await trainTiny(
      { ...options, epochs: 1 },
      { folder: run },
    );
    assertEquals(finished, true);
    assertEquals((await readLog(run)).map(({ step }) => step), [1, 2, 3]);
  }));

Deno.test("importCommand() leaves nothing behind when the files do not fit", () =>
  withFolder(async (folder) => {
    const generator = referencePath("generator-zip.pth");
    const attack = `${folder}/attack.pth`;
    await Deno.writeFile(attack, await torchFile(latin1("cos\nsystem\n)R.")));
    assertEquals(await refusal(attack), [
      `${attack} cannot be used: its pickle names os.system, which is not part of a state dict`,
      1,
    ]);
    const runs = ["--", "--runs", `${folder}/runs`];
    assertEquals(
      await refusal(generator, "--discriminator", attack, ...runs),
      [
        `${attack} cannot be used: its pickle names os.system, which is not part of a state dict`,
        1,
      ],
    );
    assertEquals(
      (await refusal(generator, "--discriminator", generator, ...runs))[0]
        .includes("holds no discriminator of this kind"),
      true,
    );
    assertEquals(
      (await refusal(generator, "--size", "32", "--out", `${folder}/out`))[0],
      `--size is 32x32: it must be one of 16x256, 32x128, 64x64, 128x32, 256x16, since ${generator} is given and its linear layer makes 16 pixels`,
    );
    assertEquals(fileNames(folder), ["attack.pth"]);
  }));

Deno.test("importCommand() refuses wrong usage with exit code 2", async () => {
  const file = referencePath("generator-zip.pth");
  assertEquals(await refusal(), [
    "FILE is missing: A .pth or .safetensors file",
    2,
  ]);
  assertEquals(await refusal(file, "--", "--batch", "4"), [
    "options of training behind -- need --discriminator: a run trains both networks",
    2,
  ]);
  assertEquals(await refusal(file, "--discriminator", file, "--out", "x"), [
    "--out cannot be given with --discriminator, which makes a run: its options follow behind --",
    2,
  ]);
  for (
    const option of [
      ["--d", "4"],
      ["--size", "64"],
      ["--init", "paper"],
      ["--resume", "runs/1"],
      ["--dry-run"],
    ]
  ) {
    assertEquals(
      await refusal(file, "--discriminator", file, "--", ...option),
      [
        `${
          option[0]
        } cannot be given behind --: the networks are those of the files`,
        2,
      ],
    );
  }
  assertEquals(
    (await refusal(file, "--discriminator", file, "--", "--bacth", "4"))[0],
    "unknown option --bacth: did you mean --batch?",
  );
});

Deno.test("importCommand() prints the options of training behind --", async () => {
  const file = referencePath("generator-zip.pth");
  const help = await printed(file, "--discriminator", file, "--", "--help");
  assert(help.includes("--epochs"), help);
  assert((await printed("--help")).includes("--discriminator"));
});
