import {
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import { latents } from "../../../core/noise/latent.ts";
import { toPictures } from "../../../core/picture/picture.ts";
import { UserError } from "../../../core/user_error.ts";
import { decodePicture } from "../../../train/data/decode.ts";
import { readCheckpoint } from "../../../train/record/checkpoint.ts";
import { learningRate } from "../../../train/step/schedule.ts";
import { openTrainer } from "../../../train/run/start.ts";
import { readLog, tinyOptions, trainTiny } from "./tiny_run.ts";
import { fileNames, withFolder } from "../../folder.ts";

Deno.test("trainLoop() writes grids and checkpoints as often as it is asked to", () =>
  withFolder(async (folder) => {
    // 6 steps of 4 images: grids after 0, 12 and 20 images, and at the end.
    const changes = { epochs: 2, "grid-every": 10, "save-every": 5 };
    const options = tinyOptions(folder, changes);
    const { folder: run } = await trainTiny(options, { failAfter: 4 });
    assertEquals((await readCheckpoint(run.checkpoint)).step, 3);
    await trainTiny(options, { folder: run });
    const { step, seed, device } = await readCheckpoint(run.checkpoint);
    assertEquals([step, seed, device], [6, 0, "wasm"]);
    assertEquals(fileNames(run.path), [
      "checkpoint-previous.safetensors",
      "checkpoint.safetensors",
      "dataset.json",
      "fakes-000000000.png",
      "fakes-000000012.png",
      "fakes-000000020.png",
      "fakes-000000024.png",
      "log.jsonl",
      "options.json",
    ]);
  }));

Deno.test("trainLoop() draws the last grid even if the checkpoint is there already", () =>
  withFolder(async (folder) => {
    const changes = { epochs: 1, "grid-every": 0, "save-every": 4 };
    const { folder: run } = await trainTiny(tinyOptions(folder, changes));
    assertEquals(
      fileNames(run.path).filter((name) => name.startsWith("fakes")),
      ["fakes-000000012.png"],
    );
  }));

Deno.test("trainLoop() says that it cannot write any more", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, { epochs: 2 });
    const { folder: run } = await trainTiny(options, { stopAfter: 1 });
    const temporary = `${run.checkpoint}.tmp`;
    const error = await assertRejects(
      () =>
        trainTiny(options, {
          folder: run,
          onStep: () => Deno.mkdirSync(temporary, { recursive: true }),
        }),
      UserError,
    );
    assertEquals(
      error.message,
      `cannot write ${run.checkpoint}: Is a directory; ${run.checkpoint} is of step 1; to go on: deno task train --resume ${run.path}`,
    );
  }));

Deno.test("trainLoop() logs every step, without the partial batch of an epoch", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, { epochs: 2, schedule: "cosine" });
    const { folder: run } = await trainTiny(options);
    const entries = await readLog(run);
    assertEquals(
      entries.map(({ step, images, epoch, lr }) => [step, images, epoch, lr]),
      Array.from({ length: 6 }, (_, index) => {
        const epoch = Math.floor(index / 3);
        return [
          index + 1,
          4 * (index + 1),
          epoch + 1,
          learningRate(options, { epoch, epochs: 2 }),
        ];
      }),
    );
    for (const { loss_d, loss_d_real, loss_d_fake, loss_g } of entries) {
      assertAlmostEquals(loss_d, (loss_d_real + loss_d_fake) / 2, 1e-12);
      assertEquals(loss_g > 0, true);
    }
  }));

Deno.test("trainLoop() shows so many images, in passes that need not be whole", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, { images: 17, schedule: "cosine" });
    const { folder: run, finished } = await trainTiny(options);
    assertEquals(finished, true);
    const entries = await readLog(run);
    assertEquals(
      entries.map(({ step, images, epoch }) => [step, images, epoch]),
      [[1, 4, 1], [2, 8, 1], [3, 12, 1], [4, 16, 2], [5, 20, 2]],
    );
    const rates = entries.map(({ lr }) => lr / options.lr);
    assertEquals([rates[0], new Set(rates).size], [0.1, 5]);
  }));

Deno.test("trainLoop() saves a new run that is stopped before its first step", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, { epochs: 1 });
    const { folder: run, finished } = await trainTiny(options, {
      stopAfter: 0,
    });
    assertEquals(finished, false);
    assertEquals((await readCheckpoint(run.checkpoint)).step, 0);
    assertEquals(await Deno.readTextFile(run.log), "");
  }));

Deno.test("trainLoop() draws the seeds 0 to 24 as they are served, in five rows", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, {
      ...{ epochs: 1, size: "32x48", ema: 0, d: 4 },
      ...{ lr: 0.01, schedule: "constant" },
    });
    const { folder: run } = await trainTiny(options);
    const path = `${run.path}/fakes-000000012.png`;
    const grid = await decodePicture(await Deno.readFile(path));
    assertEquals([grid.height, grid.width], [5 * 34 + 2, 5 * 50 + 2]);
    /** Red, green and blue of the picture in a row and a column. */
    const cell = (row: number, column: number) => {
      const rgb: number[] = [];
      for (let y = 0; y < 32; y++) {
        for (let x = 0; x < 48; x++) {
          const [top, left] = [34 * row + 2 + y, 50 * column + 2 + x];
          const pixel = 4 * (top * grid.width + left);
          rgb.push(...grid.rgba.subarray(pixel, pixel + 3));
        }
      }
      return Uint8Array.from(rgb);
    };

    const checkpoint = await readCheckpoint(run.checkpoint);
    const { state } = checkpoint;
    const trainer = await openTrainer(options, "wasm", state, checkpoint);
    const images = await trainer.sample(latents([0, 13]));
    await trainer.engine.release();
    const [first, other] = toPictures(images, options).map(({ rgb }) => rgb);
    assertNotEquals(first, other);
    assertEquals(cell(0, 0), first);
    assertEquals(cell(2, 3), other);
  }));
