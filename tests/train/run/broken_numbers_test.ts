import { assertEquals, assertRejects } from "@std/assert";
import { UserError } from "../../../core/user_error.ts";
import { openEngine } from "../../../train/engine/open_engine.ts";
import { freezeRun } from "../../../train/freeze/freeze_run.ts";
import { relu } from "../../../train/graph/operations/activation.ts";
import { compile } from "../../../train/graph/program.ts";
import { state } from "../../../train/graph/value.ts";
import {
  readCheckpoint,
  writeCheckpoint,
} from "../../../train/record/checkpoint.ts";
import { notFiniteTensor } from "../../../train/tensors/finite.ts";
import type { RunFolder } from "../../../train/record/run_folder.ts";
import { encodeSealed } from "../../../train/record/seal.ts";
import type { Trainer } from "../../../train/step/trainer.ts";
import { checkpointOf } from "../record/checkpoints.ts";
import { tinyOptions, trainTiny } from "./tiny_run.ts";
import { fileNames, withFolder } from "../../folder.ts";

/** Puts a value that is none into a tensor of a run. */
function spoil(name: string, value = NaN) {
  return async ({ engine }: Trainer) => {
    const state = await engine.getState([name]);
    state.get(name)?.data.fill(value, 0, 1);
    await engine.setState(state);
  };
}

/** What a run ends with, without the path of its folder. */
async function ending(
  run: () => Promise<unknown>,
  { path }: RunFolder,
): Promise<string> {
  const { message } = await assertRejects(run, UserError);
  return message.replaceAll(path, "RUN");
}

Deno.test("notFiniteTensor() names the first tensor with a value that is not finite", () => {
  const tensors = (...rows: number[][]) =>
    new Map(rows.map((row, index) => {
      return [`${index}`, {
        shape: [row.length],
        data: Float32Array.from(row),
      }];
    }));
  assertEquals(notFiniteTensor(tensors([1, -3e38], [0])), undefined);
  assertEquals(notFiniteTensor(tensors([1], [0, NaN], [NaN])), "1");
  assertEquals(notFiniteTensor(tensors([1, Infinity])), "0");
  assertEquals(notFiniteTensor(tensors([1], [-Infinity, Infinity])), "1");
});

Deno.test("trainLoop() stops at a loss that is not a number and keeps the checkpoint", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, { epochs: 2, lr: 3e-3, "lr-d": 1e-3 });
    const { folder: run } = await trainTiny(options, { stopAfter: 1 });
    const before = await Deno.readFile(run.checkpoint);
    const prepare = spoil("D.linear.bias");
    assertEquals(
      await ending(() => trainTiny(options, { folder: run, prepare }), run),
      "training broke down: a loss of step 2 is not a number; RUN/checkpoint.safetensors is of step 1; to go on at half the learning rate: deno task train --resume RUN --lr 0.0015 --lr-d 0.0005",
    );
    assertEquals(await Deno.readFile(run.checkpoint), before);
  }));

for (const name of ["G_ema.deconv2.weight", "G.deconv1_bn.running_var"]) {
  Deno.test(`trainLoop() saves nothing when ${name} is no longer finite though the losses are`, () =>
    withFolder(async (folder) => {
      const options = tinyOptions(folder, { epochs: 2 });
      const { folder: run } = await trainTiny(options, { stopAfter: 1 });
      const before = await Deno.readFile(run.checkpoint);
      const prepare = spoil(name);
      assertEquals(
        (await ending(() => trainTiny(options, { folder: run, prepare }), run))
          .split(";")[0],
        `training broke down: after step 6 ${name} has values that are not finite`,
      );
      assertEquals(await Deno.readFile(run.checkpoint), before);
      // Neither is one taken for good that an older version has written.
      const { state, ...rest } = await readCheckpoint(run.checkpoint);
      state.get(name)?.data.fill(Infinity, 0, 1);
      await assertRejects(
        () => writeCheckpoint(run.checkpoint, { state, ...rest }),
        UserError,
        `${name} has values that are not finite`,
      );
    }));
}

Deno.test("freezeRun() does not take a checkpoint with values that are not finite", () =>
  withFolder(async (folder) => {
    const { folder: run } = await trainTiny(tinyOptions(folder, { epochs: 1 }));
    const { state, step, seed } = await readCheckpoint(run.checkpoint);
    state.get("D.linear.bias")?.data.fill(NaN);
    const bytes = await encodeSealed({
      tensors: state,
      metadata: {
        format: "edge-dcgan checkpoint 2",
        step: `${step}`,
        seed: `${seed}`,
      },
    });
    await Deno.writeFile(run.checkpoint, bytes);
    await Deno.remove(run.previous);
    assertEquals(
      await ending(() => freezeRun(run, `${folder}/frozen`), run),
      "RUN has no usable checkpoint: RUN/checkpoint.safetensors cannot be used: its D.linear.bias has values that are not finite; RUN/checkpoint-previous.safetensors does not exist",
    );
    await assertRejects(() => Deno.stat(`${folder}/frozen`));
  }));

Deno.test("writeCheckpoint() finds a NaN that a Relu on WebGPU does not let through", () =>
  withFolder(async (folder) => {
    const program = compile({
      name: "rectify",
      fetches: { y: relu(state("x", [2])) },
    });
    const engine = await openEngine("webgpu", [program]);
    const data = Float32Array.of(NaN, 1);
    await engine.setState(new Map([["x", { shape: [2], data }]]));
    const { y } = await engine.run(program, {});
    assertEquals(y, Float32Array.of(0, 1));
    await assertRejects(
      async () =>
        await writeCheckpoint(`${folder}/checkpoint.safetensors`, {
          ...checkpointOf(1),
          state: await engine.getState(),
        }),
      UserError,
      "training broke down: after step 1 x has values that are not finite",
    );
    assertEquals(fileNames(folder), []);
    await engine.release();
  }));
