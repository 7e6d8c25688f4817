/**
 * The exchange with PyTorch itself: it loads what is exported, computes the
 * same with it, and what it saves and trains further is imported.
 *
 * PyTorch (Debian: python3-torch, with python3-numpy and python3-pil) is large
 * and not needed for anything else, so where Python does not have it this file
 * registers no test. What can be told without it is tested everywhere, on
 * recorded files: see pytorch/read_pth_test.ts, pytorch/write_pth_test.ts (the
 * pickle that is written is PyTorch's own, byte for byte) and import_test.ts.
 */

import { assert, assertEquals, assertLess } from "@std/assert";
import { loadGenerator } from "../../../core/generator/frozen_generator.ts";
import { folderUrl } from "../../../core/folder_url.ts";
import { latents } from "../../../core/noise/latent.ts";
import { encodePng } from "../../../core/picture/png.ts";
import { normals } from "../../../core/noise/random.ts";
import { exportRun } from "../../../train/exchange/export_run.ts";
import { folderSource } from "../../../train/data/sources/folder.ts";
import { importCommand } from "../../../train/commands/import.ts";
import { encodePth } from "../../../train/exchange/pytorch/write_pth.ts";
import type { RunFolder } from "../../../train/record/run_folder.ts";
import { tinyOptions, trainTiny } from "../run/tiny_run.ts";
import { runModel } from "./onnx_session.ts";
import { largestDifference } from "./reference.ts";
import { fileNames, withFolder } from "../../folder.ts";

const ROOT = new URL("../../../", import.meta.url);

/** Runs Python in a folder; whether it succeeded, and what it said. */
async function python(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ success: boolean; text: string }> {
  try {
    const { success, stdout, stderr } = await new Deno.Command(command, {
      args: [...args],
      env: { OMP_NUM_THREADS: "1", PYTHONDONTWRITEBYTECODE: "1", ...env },
    }).output();
    const text = [stdout, stderr]
      .map((bytes) => new TextDecoder().decode(bytes)).join("");
    return { success, text };
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return { success: false, text: `${command} is missing` };
  }
}

/** A Python that has PyTorch: the first one, or the system's. */
async function findPython(): Promise<string | undefined> {
  for (const command of ["python3", "/usr/bin/python3"]) {
    const { success } = await python(command, [
      ...["-c", "import numpy, PIL, torch"],
    ]);
    if (success) return command;
  }
  return undefined;
}

const SIZE = { d: 3, height: 32, width: 48 };
const SIZE_OPTION = `${SIZE.height}x${SIZE.width}`;

/** Exports a short run in all formats. */
async function exportedRun(folder: string): Promise<RunFolder> {
  const options = tinyOptions(folder, {
    ...{ epochs: 2, lr: 0.05, beta1: 0, ema: 100 },
    ...{ d: SIZE.d, size: SIZE_OPTION },
  });
  const { folder: run } = await trainTiny(options);
  for (const format of ["pth", "safetensors", "onnx"] as const) {
    await exportRun(run, format, folder);
  }
  return run;
}

async function writeFloats(path: string, numbers: Float32Array) {
  const { buffer, byteOffset, byteLength } = numbers;
  await Deno.writeFile(path, new Uint8Array(buffer, byteOffset, byteLength));
}

async function readFloats(path: string): Promise<Float32Array> {
  return new Float32Array((await Deno.readFile(path)).buffer);
}

/** Imports a generator quietly and lets it paint. */
async function paintImported(
  file: string,
  out: string,
  latent: Float32Array,
): Promise<Float32Array> {
  const { log } = console;
  console.log = () => {};
  try {
    await importCommand([
      ...[file, "--size", SIZE_OPTION, "--out", out],
      ...["--precision", "float32"],
    ]);
  } finally {
    console.log = log;
  }
  const generator = await loadGenerator(folderUrl(out));
  const images = generator.paint(latent);
  return images;
}

/** How far what is imported may paint from what PyTorch painted. */
const TOLERANCES = {
  zip: 1e-5,
  legacy: 1e-5,
  dict: 1e-5,
  parallel: 1e-5,
  parameters: 1e-5,
  transposed: 1e-5,
  views: 1e-5,
  double: 1e-5,
  // Eleven and eight bits of each number are left.
  half: 2e-2,
  bfloat16: 2e-1,
};

/** Continues the training of what is exported in a folder, in one process. */
function trainDdp(
  command: string,
  folder: string,
): ReturnType<typeof python> {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  listener.close();
  return python(command, [
    new URL("docs/pytorch/train_ddp.py", ROOT).pathname,
    ...["--weights", folder, "--data", `${folder}/pictures`],
    ...["--d", `${SIZE.d}`, "--size", `${SIZE.height}`, `${SIZE.width}`],
    ...["--batch", "2", "--epochs", "2", "--out", `${folder}/continued`],
  ], {
    // What torchrun sets for one process.
    ...{ RANK: "0", LOCAL_RANK: "0", WORLD_SIZE: "1" },
    ...{ MASTER_ADDR: "127.0.0.1", MASTER_PORT: `${port}` },
  });
}

const command = await findPython();

if (command !== undefined) {
  Deno.test("PyTorch loads what is exported and computes the same, and what it saves is imported", () =>
    withFolder(async (folder) => {
      await exportedRun(folder);
      const noise = { data: latents([1, 2, 3]), shape: [3, 100] };
      const shape = [2, 3, SIZE.height, SIZE.width];
      const numbers = shape.reduce((size, side) => size * side, 1);
      const data = normals(1, "latent", 0, numbers).map(Math.tanh);
      await writeFloats(`${folder}/noise.f32`, noise.data);
      await writeFloats(`${folder}/pictures.f32`, data);
      const { success, text } = await python(command, [
        new URL("pytorch_check.py", import.meta.url).pathname,
        folder,
        ...Object.values(SIZE).map(String),
      ]);
      assert(success, text);

      for (
        const [name, inputs] of [
          ["generator-ema", { latent: noise }],
          ["generator-last", { latent: noise }],
          ["discriminator", { images: { data, shape } }],
        ] as const
      ) {
        const expected = await readFloats(`${folder}/${name}.f32`);
        assert(Math.max(...expected) - Math.min(...expected) > 1e-2);
        const model = await Deno.readFile(`${folder}/${name}.onnx`);
        assertLess(
          largestDifference(await runModel(model, inputs), expected),
          1e-5,
        );
      }

      const expected = await readFloats(`${folder}/generator-last.f32`);
      const saved = fileNames(folder).filter((name) =>
        name.startsWith("saved-")
      );
      assertEquals(saved.length, Object.keys(TOLERANCES).length);
      for (const [kind, tolerance] of Object.entries(TOLERANCES)) {
        const images = await paintImported(
          `${folder}/saved-${kind}.pth`,
          `${folder}/imported`,
          noise.data,
        );
        const difference = largestDifference(images, expected);
        assert(difference < tolerance, `${kind}: ${difference}`);
      }
    }));

  Deno.test("docs/pytorch/pictures.py reads pictures as training does", () =>
    withFolder(async (folder) => {
      const data = `${folder}/data`;
      await Deno.mkdir(`${data}/.thumbnails`, { recursive: true });
      const fixtures = new URL("tests/fixtures/pictures/", ROOT);
      const names = [
        ...["grey16.png", "palette_alpha.png", "rgb.png", "rgba.png"],
        ...["rgba.webp", "transparent.gif", "turned.jpg"],
      ];
      for (const name of names) {
        await Deno.copyFile(new URL(name, fixtures), `${data}/${name}`);
      }
      await Deno.rename(`${data}/rgb.png`, `${data}/without_ending`);
      const png = await Deno.readFile(new URL("rgb.png", fixtures));
      await Deno.writeFile(`${data}/cut.png`, png.subarray(0, png.length / 2));
      await Deno.writeFile(`${data}/.thumbnails/rgb.png`, png);
      await Deno.writeTextFile(`${data}/notes.txt`, "no picture");
      // What training passes over, or takes once.
      for (const place of ["@eaDir", "runs/1", "linked/deep"]) {
        await Deno.mkdir(`${data}/${place}`, { recursive: true });
        await Deno.writeFile(`${data}/${place}/rgb.png`, png);
      }
      for (const name of ["options.json", "log.jsonl"]) {
        await Deno.writeTextFile(`${data}/runs/1/${name}`, "");
      }
      await Deno.symlink("linked", `${data}/again`);
      await Deno.symlink(data, `${data}/linked/above`);
      // Of two links to a folder elsewhere, the one that is less deep.
      await Deno.mkdir(`${folder}/elsewhere`);
      await Deno.writeFile(
        `${folder}/elsewhere/turned.jpg`,
        await Deno.readFile(new URL("turned.jpg", fixtures)),
      );
      await Deno.symlink(`${folder}/elsewhere`, `${data}/linked/deep/a`);
      await Deno.symlink(`${folder}/elsewhere`, `${data}/z`);
      for (const name of ["animated.webp", "cmyk.jpg"]) {
        await Deno.copyFile(new URL(name, fixtures), `${data}/${name}`);
      }
      for (const fit of ["stretch", "crop"] as const) {
        const { success, text } = await python(command, [
          new URL("tests/train/exchange/pictures_check.py", ROOT).pathname,
          ...[data, fit, `${folder}/pixels`],
        ]);
        assert(success, text);
        const skipped = text.trimEnd().split("\n");
        assertEquals(
          skipped.map((line) => line.replace(/: .+/, "")),
          ["animated.webp", "cmyk.jpg", "cut.png"],
        );
        const source = folderSource(
          data,
          { height: 16, width: 32, fit },
          [0xff, 0, 0x80],
        );
        const ours = await source.load(() => {});
        const theirs = await Deno.readFile(`${folder}/pixels`);
        assertEquals(ours.count, names.length + 2);
        assertEquals(theirs.length, ours.pixels.length);
        // To the bit, but for another version of Pillow.
        const difference = ours.pixels.reduce(
          (most, value, i) =>
            Math.max(most, Math.abs(value - (theirs[i] ?? 0))),
          0,
        );
        assert(difference <= 2, `${fit}: ${difference}`);
      }
    }));

  Deno.test("docs/pytorch/train_ddp.py goes on from what is exported, and its generator is imported", () =>
    withFolder(async (folder) => {
      await exportedRun(folder);
      await Deno.mkdir(`${folder}/pictures`);
      for (let index = 0; index < 5; index++) {
        const rgb = new Uint8Array(3 * 8 * 8).fill(50 * index);
        await Deno.writeFile(
          `${folder}/pictures/${index}.png`,
          encodePng({ width: 8, height: 8, rgb }),
        );
      }
      await Deno.writeFile(
        `${folder}/pictures/5.png`,
        (await Deno.readFile(`${folder}/pictures/4.png`)).subarray(0, 50),
      );
      const { success, text } = await trainDdp(command, folder);
      assert(success, text);
      assert(/^skipped 5\.png: .+$/m.test(text), text);
      assert(/^epoch 2: D \d\.\d{3} G \d\.\d{3}$/m.test(text), text);
      const paint = (file: string) =>
        paintImported(file, `${folder}/imported`, latents([1]));
      const before = await paint(`${folder}/generator-last.pth`);
      const after = await paint(`${folder}/continued/generator.pth`);
      const difference = largestDifference(before, after);
      assert(difference > 1e-4 && difference < 2, `${difference}`);
    }));

  Deno.test("docs/pytorch/train_ddp.py names networks with classes, which it does not train", () =>
    withFolder(async (folder) => {
      const file = `${folder}/generator-last.pth`;
      const embedding = { data: new Float32Array(6), shape: [2, 3] };
      await Deno.writeFile(
        file,
        await encodePth(new Map([["embedding.weight", embedding]])),
      );
      const { success, text } = await trainDdp(command, folder);
      assert(!success, text);
      assertEquals(
        text.trimEnd().split("\n").at(-1),
        `${file} has classes: this script feeds no labels`,
      );
    }));
}
