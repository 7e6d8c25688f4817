import { trainerOptions } from "../../../train/step/trainer_options.ts";
import { assert, assertEquals, assertLess, assertRejects } from "@std/assert";
import { latents } from "../../../core/noise/latent.ts";
import { normals } from "../../../core/noise/random.ts";
import { decodeSafetensors } from "../../../train/tensors/safetensors.ts";
import type { Tensors } from "../../../train/tensors/tensor.ts";
import { UserError } from "../../../core/user_error.ts";
import { exportCommand } from "../../../train/commands/export.ts";
import { exportRun } from "../../../train/exchange/export_run.ts";
import { readStateDict } from "../../../train/exchange/read_state_dict.ts";
import { readTensor } from "../../../train/exchange/stored_tensor.ts";
import { compile } from "../../../train/graph/program.ts";
import { feed } from "../../../train/graph/value.ts";
import { sampler } from "../../../train/model/artifacts.ts";
import { discriminator } from "../../../train/model/discriminator.ts";
import { averageName } from "../../../train/model/ema.ts";
import { Network } from "../../../train/model/network.ts";
import {
  discriminatorTensors,
  generatorTensors,
} from "../../../train/model/tensors.ts";
import { readCheckpoint } from "../../../train/record/checkpoint.ts";
import { tinyOptions, trainTiny } from "../run/tiny_run.ts";
import { runModel } from "./onnx_session.ts";
import { largestDifference, referenceNetwork } from "./reference.ts";
import { fileNames, withFolder } from "../../folder.ts";

/** Trained enough that statistics and weights are far from their start. */
const TRAINED = { epochs: 2, lr: 0.05, beta1: 0, size: "32x48", d: 3 };
/** Three steps an epoch. */
const STEPS = 6;

/** A run with a moving average, and the state in its checkpoint. */
async function trainedRun(folder: string, ema = 100) {
  const options = tinyOptions(folder, { ...TRAINED, ema });
  const { folder: run } = await trainTiny(options);
  const { state } = await readCheckpoint(run.checkpoint);
  return { run, options, state };
}

/** A network of the state under PyTorch's names. */
function network(
  state: Tensors,
  names: readonly string[],
  rename = (name: string) => name,
): Tensors {
  return new Map(
    names.map((name) => [
      name.slice(2),
      state.get(rename(name)) ?? { shape: [], data: new Float32Array(0) },
    ]),
  );
}

Deno.test("exportRun() writes each network as a state dict, bit for bit", () =>
  withFolder(async (folder) => {
    const { run, options, state } = await trainedRun(folder);
    const generatorNames = generatorTensors(trainerOptions(options)).map((
      { name },
    ) => name);
    const discriminatorNames = discriminatorTensors(trainerOptions(options))
      .map(({ name }) => name);
    const expected = {
      "generator-ema": network(state, generatorNames, averageName),
      "generator-last": network(state, generatorNames),
      discriminator: network(state, discriminatorNames),
    };
    for (const format of ["pth", "safetensors"] as const) {
      const out = `${folder}/${format}`;
      assertEquals(
        await exportRun(run, format, out),
        Object.keys(expected).map((name) => `${out}/${name}.${format}`),
      );
      for (const [name, tensors] of Object.entries(expected)) {
        const read = await readStateDict(`${out}/${name}.${format}`);
        for (const [key, tensor] of tensors) {
          const stored = read.get(key);
          assertEquals(stored && readTensor(key, stored), tensor);
        }
        const counters = [...read].filter(([key]) => !tensors.has(key));
        const perStep = name === "discriminator" ? 3 : 2;
        for (const [key, { storage, shape }] of counters) {
          assert(key.endsWith("_bn.num_batches_tracked"));
          assertEquals([storage.type.name, shape], ["int64", []]);
          assertEquals(storage.bytes[0], perStep * STEPS);
        }
        assertEquals(
          counters.length,
          format === "safetensors" ? 0 : name === "discriminator" ? 3 : 4,
        );
      }
    }
    assert(
      largestDifference(
        expected["generator-ema"].get("linear.weight")?.data ??
          new Float32Array(0),
        expected["generator-last"].get("linear.weight")?.data ??
          new Float32Array(0),
      ) > 1e-3,
    );
  }));

Deno.test("exportRun() names and orders tensors as PyTorch does", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, { epochs: 1, ema: 0 });
    const { folder: run } = await trainTiny(options, { stopAfter: 0 });
    await exportRun(run, "safetensors", folder);
    for (
      const [file, letter] of [
        ["generator-last", "G"],
        ["discriminator", "D"],
      ] as const
    ) {
      const bytes = await Deno.readFile(`${folder}/${file}.safetensors`);
      const { tensors, metadata } = decodeSafetensors(bytes);
      assertEquals(metadata, { format: "pt" });
      assertEquals(
        [...tensors.keys()],
        [...referenceNetwork(letter).keys()],
      );
    }
  }));

Deno.test("exportRun() writes models that do what evaluation mode does", () =>
  withFolder(async (folder) => {
    const { run, options, state } = await trainedRun(folder);
    await exportRun(run, "onnx", folder);
    const latent = { data: latents([1, 2, 3]), shape: [3, 100] };
    const stateOf = (names: Iterable<string>) =>
      Object.fromEntries(
        Array.from(names, (name) => [
          name,
          state.get(name) ?? { shape: [0], data: new Float32Array(0) },
        ]),
      );
    for (const [name, averaged] of [["ema", true], ["last", false]] as const) {
      const program = sampler(trainerOptions(options), averaged);
      const expected = await runModel(program.model, {
        latent,
        ...stateOf(Object.keys(program.state)),
      });
      const model = await Deno.readFile(`${folder}/generator-${name}.onnx`);
      const images = await runModel(model, { latent });
      assert(Math.max(...images) - Math.min(...images) > 0.5);
      assertLess(largestDifference(images, expected), 1e-4);
    }

    const shape = [2, 3, 32, 48];
    const pictures = {
      data: normals(1, "latent", 0, 2 * 3 * 32 * 48).map(Math.tanh),
      shape,
    };
    const D = new Network(
      discriminatorTensors(trainerOptions(options)),
      "evaluation",
    );
    const program = compile({
      name: "discriminator",
      fetches: { logits: discriminator(D, feed("images", shape)) },
    });
    const expected = await runModel(program.model, {
      images: pictures,
      ...stateOf(Object.keys(program.state)),
    });
    const model = await Deno.readFile(`${folder}/discriminator.onnx`);
    const logits = await runModel(model, { images: pictures });
    assert(Math.abs((logits[0] ?? 0) - (logits[1] ?? 0)) > 1e-3);
    assertLess(largestDifference(logits, expected), 1e-4);
  }));

Deno.test("exportCommand() writes into the run's folder, without an average where there is none", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, { epochs: 1, ema: 0 });
    const { folder: run } = await trainTiny(options, { stopAfter: 0 });
    const { log } = console;
    const printed: string[] = [];
    console.log = (line: string) => printed.push(line);
    try {
      await exportCommand([`${run.path}/`]);
    } finally {
      console.log = log;
    }
    const out = `${run.path}/export`;
    assertEquals(fileNames(out), ["discriminator.pth", "generator-last.pth"]);
    assertEquals(printed, [
      `${out}/generator-last.pth`,
      `${out}/discriminator.pth`,
    ]);
  }));

Deno.test("exportCommand() says what keeps it from exporting", () =>
  withFolder(async (folder) => {
    const refusal = async (...args: string[]) => {
      const error = await assertRejects(() => exportCommand(args), UserError);
      return [error.message.replaceAll(folder, "…"), error.exitCode];
    };
    assertEquals(await refusal(), ["RUN is missing: Folder of a run", 2]);
    assertEquals(await refusal(folder, "--format", "pt"), [
      "--format is pt: it must be pth, safetensors or onnx",
      2,
    ]);
    // A folder with a frozen generator, whose normalisations are folded.
    assertEquals(await refusal(folder), [
      "… is no run folder: it has no readable options.json",
      1,
    ]);
    const options = tinyOptions(folder, { epochs: 1, ema: 0 });
    const { folder: run } = await trainTiny(options, { stopAfter: 0 });
    await Deno.writeTextFile(`${folder}/file`, "in the way");
    const [message] = await refusal(run.path, "--out", `${folder}/file`);
    assert(`${message}`.startsWith("cannot write …/file/generator-last.pth: "));
    const bytes = await Deno.readFile(run.checkpoint);
    await Deno.writeFile(run.checkpoint, bytes.slice(0, 1000));
    const [damaged] = await refusal(run.path);
    assert(`${damaged}`.includes("checkpoint.safetensors is damaged: "));
  }));
