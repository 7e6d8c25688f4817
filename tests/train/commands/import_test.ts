import { assert, assertEquals, assertLess, assertNotEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { loadGenerator } from "../../../core/generator/frozen_generator.ts";
import { folderUrl } from "../../../core/folder_url.ts";
import { parseGeneratorCard } from "../../../core/generator/parse_generator_card.ts";
import { exportRun } from "../../../train/exchange/export_run.ts";
import { importCommand } from "../../../train/commands/import.ts";
import { tinyOptions, trainTiny } from "../run/tiny_run.ts";
import { latin1, torchFile } from "../exchange/pytorch/torch_file.ts";
import {
  largestDifference,
  REFERENCE,
  referencePath,
} from "../exchange/reference.ts";
import { captured, refused } from "../captured.ts";
import { fileNames, withFolder } from "../../folder.ts";

/** What a call of the command prints. */
async function printed(...args: string[]): Promise<string> {
  return (await captured(() => importCommand(args))).printed;
}

/** The one line and the exit code that arguments are refused with. */
const refusal = (...args: string[]) => refused(() => importCommand(args));

for (const format of ["zip", "legacy"]) {
  Deno.test(`importCommand() freezes the reference's generator-${format}.pth, which paints what PyTorch painted`, () =>
    withFolder(async (folder) => {
      const out = `${folder}/weights`;
      const file = referencePath(`generator-${format}.pth`);
      assertEquals(
        await printed(file, "--out", out, "--precision", "float32"),
        `frozen: ${out}/generator.onnx, d 4, pictures 64x64\nto see it: deno task serve ${out}\n`,
      );
      assertEquals(fileNames(out), ["generator.json", "generator.onnx"]);
      const generator = await loadGenerator(folderUrl(out));
      const images = generator.paint(REFERENCE.latent.data);
      const { data } = REFERENCE.images;
      assert(Math.max(...data) - Math.min(...data) > 8e-4);
      // Single precision, in another order of additions.
      assertLess(largestDifference(images, data), 1e-6);
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
      ...["--out", `${folder}/faces.v2`],
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

/** A file that PyTorch wrote: see tests/fixtures/checkpoints/record.py. */
function recorded(name: string): string {
  return fileURLToPath(
    new URL(`../../fixtures/checkpoints/${name}`, import.meta.url),
  );
}

Deno.test("importCommand() finds the generator in checkpoints, and says which it takes", () =>
  withFolder(async (folder) => {
    const imported = async (name: string, ...args: string[]) => {
      const out = `${folder}/${name}`;
      const text = await printed(recorded(name), "--out", out, ...args);
      const card = await Deno.readTextFile(`${out}/generator.json`);
      const { weights } = JSON.parse(card).training;
      const model = await Deno.readFile(`${out}/generator.onnx`);
      return { text, weights, model };
    };
    const plain = await imported("plain.pth");
    assertEquals(plain.text.startsWith("frozen: "), true);
    for (const name of ["compiled.pth", "compiled-parallel.pth"]) {
      const { text, model } = await imported(name);
      assertEquals(text.startsWith("frozen: "), true);
      assertEquals(model, plain.model);
    }
    const { text, weights, model } = await imported("checkpoint.pth");
    assert(
      text.startsWith(
        `taken: model of ${recorded("checkpoint.pth")}\nfrozen: `,
      ),
      text,
    );
    assertEquals([weights, model], ["last", plain.model]);
    // Its average is half of the weights.
    const pair = await imported("pair.pth");
    assert(
      pair.text.startsWith(`taken: G_ema of ${recorded("pair.pth")}\n`),
      pair.text,
    );
    assertEquals(pair.weights, "ema");
    assertNotEquals(pair.model, plain.model);
  }));

Deno.test("importCommand() says what a file is that it cannot read", async () => {
  for (
    const [name, message] of [
      [
        "script.pt",
        "FILE cannot be used: it is a TorchScript archive, a program: save the network's state_dict() with torch.save",
      ],
      [
        "legacy-protocol-4.pth",
        "FILE cannot be used: its pickle has protocol 4: only 2, which torch.save writes by default, can be read",
      ],
      [
        "two.pth",
        "FILE holds more than one generator: first, second; save one alone",
      ],
    ] as const
  ) {
    const path = recorded(name);
    assertEquals(await refusal(path, "--out", "never/written"), [
      message.replace("FILE", path),
      1,
    ]);
  }
});

Deno.test("importCommand() replaces a generator only where --out names its folder", () =>
  withFolder(async (folder) => {
    const file = `${folder}/weights.pth`;
    await Deno.copyFile(referencePath("generator-zip.pth"), file);
    const out = `${folder}/weights`;
    await printed(recorded("plain.pth"), "--out", out, "--name", "the first");
    const before = await Deno.readFile(`${out}/generator.onnx`);
    assertEquals(await refusal(file), [
      `${out} holds a generator already, the first: give --out a folder for this one, or --out ${out} to replace that one`,
      1,
    ]);
    assertEquals(await Deno.readFile(`${out}/generator.onnx`), before);
    const text = await printed(file, "--out", out);
    assert(
      text.startsWith(
        `replaced: the first, the generator that was in ${out}\nfrozen: `,
      ),
      text,
    );
    assertNotEquals(await Deno.readFile(`${out}/generator.onnx`), before);
    await Deno.writeTextFile(`${out}/generator.json`, "{");
    assertEquals(
      (await refusal(file))[0].startsWith(
        `${out} holds a generator already, one with a damaged card: `,
      ),
      true,
    );
  }));

Deno.test("importCommand() freezes a file without an ending beside it", () =>
  withFolder(async (folder) => {
    const file = `${folder}/net`;
    await Deno.copyFile(referencePath("generator-zip.pth"), file);
    const text = await printed(file);
    assert(text.startsWith(`frozen: ${file}-frozen/generator.onnx, `), text);
    assertEquals(fileNames(folder), ["net", "net-frozen"]);
    const { name } = parseGeneratorCard(
      await Deno.readTextFile(`${file}-frozen/generator.json`),
      "card",
    );
    assertEquals(name, "net");
    assertEquals(await refusal(file, "--out", file), [
      `cannot write the frozen generator to ${file}: a file is in the way of the folder`,
      1,
    ]);
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

Deno.test("importCommand() leaves nothing behind when the files do not fit", () =>
  withFolder(async (folder) => {
    const generator = referencePath("generator-zip.pth");
    const attack = `${folder}/attack.pth`;
    await Deno.writeFile(attack, await torchFile(latin1("cos\nsystem\n)R.")));
    assertEquals(await refusal(attack), [
      `${attack} cannot be used: its pickle names os.system, which is not part of a state dict`,
      1,
    ]);
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
  assertEquals(await refusal(file, "--discriminator", file), [
    "unknown option --discriminator: --help lists the options",
    2,
  ]);
});
