import {
  assert,
  assertEquals,
  assertMatch,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import { UserError } from "../../../core/user_error.ts";
import { readStarts } from "../../../train/record/starts.ts";
import type { RunFolder } from "../../../train/record/run_folder.ts";
import { jsonLines } from "../../../train/record/json_lines.ts";
import { curvesSvg } from "../../../train/insight/curves.ts";
import { readHistory } from "../../../train/record/read_history.ts";
import { runCharts } from "../../../train/insight/run_charts.ts";
import { Insight } from "../../../train/insight/insight.ts";
import { resumeRun } from "../../../train/run/resume.ts";
import {
  QuietProgress,
  readLog,
  tinyOptions,
  trainTiny,
} from "../run/tiny_run.ts";
import {
  eventFiles,
  type ReadEvent,
  readEvents,
} from "../record/event_reader.ts";
import { fileNames, withFolder } from "../../folder.ts";

/** Steps, as TensorBoard shows them, of what a tag names. */
function stepsOf(
  folder: RunFolder,
  kind: "scalars" | "images",
  tag: string,
): number[] {
  return readEvents(folder.path).filter((event) => tag in event[kind])
    .map(({ step }) => step);
}

/** Everything that charts are made of, without times. */
function withoutTimes(events: readonly ReadEvent[]): unknown[] {
  return events.filter(({ version, starts }) => !version && !starts)
    .map(({ wallTime: _, scalars, ...event }) => {
      const { "training/images_per_second": __, ...others } = scalars;
      return { ...event, scalars: others };
    });
}

Deno.test("Insight tells TensorBoard the numbers of the log, and of every grid", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, { epochs: 2, "grid-every": 10 });
    const { folder: run } = await trainTiny(options, { watched: true });
    const events = readEvents(run.path);
    for (const entry of await readLog(run)) {
      const event = events.find(({ step, scalars }) =>
        step === entry.step && "loss/real" in scalars
      );
      const scalars = { ...event?.scalars };
      assert((scalars["training/images_per_second"] ?? 0) > 0);
      delete scalars["training/images_per_second"];
      assertEquals(scalars, {
        "loss/discriminator": Math.fround(entry.loss_d),
        "loss/real": Math.fround(entry.loss_d_real),
        "loss/fake": Math.fround(entry.loss_d_fake),
        "loss/generator": Math.fround(entry.loss_g),
        "probability/D(x)": Math.fround(entry.d_real),
        "probability/D(G(z))": Math.fround(entry.d_fake),
        "training/learning_rate": Math.fround(entry.lr),
        "training/learning_rate_d": Math.fround(entry.lr_d),
        "training/augment_probability": Math.fround(entry.augment ?? NaN),
      });
    }
    assertEquals(stepsOf(run, "images", "reals"), [0]);
    assertEquals(stepsOf(run, "images", "fakes"), [0, 3, 5, 6]);
    const last = events.findLast(({ images }) => "fakes" in images);
    const png = await Deno.readFile(`${run.path}/fakes-000000024.png`);
    assertEquals(last?.images["fakes"], { height: 172, width: 172, png });
    assertEquals(
      fileNames(run.path).filter((name) => /^(curves|reals|starts)/.test(name)),
      ["curves.png", "curves.svg", "reals.png", "starts.jsonl"],
    );
  }));

Deno.test("Insight tells every tenth step once there are many", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, { epochs: 41, size: "16", d: 1 });
    const { folder: run } = await trainTiny(options, { watched: true });
    const steps = stepsOf(run, "scalars", "loss/generator");
    assertEquals(steps.slice(0, 100), [...Array(100).keys()].map((i) => i + 1));
    assertEquals(steps.slice(100), [110, 120]);
  }));

Deno.test("a watched run that failed goes on without gaps and duplicates, and trains the same", () =>
  withFolder(async (folder) => {
    const changes = { epochs: 3, "save-every": 8, "grid-every": 10 };
    const options = tinyOptions(folder, changes);
    const { folder: alone } = await trainTiny(options);
    const { folder: whole } = await trainTiny(options, { watched: true });
    const { folder: failed } = await trainTiny(options, {
      failAfter: 5,
      watched: true,
    });
    const reals = await Deno.readFile(`${failed.path}/reals.png`);
    await Deno.writeTextFile(`${failed.path}/reals.png`, "kept");
    // The checkpoint is that of step 4.
    await trainTiny(options, { folder: failed, watched: true });
    assertEquals(eventFiles(failed.path).length, 2);
    assertEquals(
      withoutTimes(readEvents(failed.path)),
      withoutTimes(readEvents(whole.path)),
    );
    assertEquals(await Deno.readFile(`${whole.path}/reals.png`), reals);
    assertEquals(await Deno.readTextFile(`${failed.path}/reals.png`), "kept");
    const starts = await readStarts(`${failed.path}/starts.jsonl`);
    assertEquals(
      starts.map(({ step, device, deno }) => [step, device, deno]),
      [0, 4].map((step) => [step, "WASM, 1 thread", Deno.version.deno]),
    );
    for (const { checkpoint } of [whole, failed]) {
      assertEquals(
        await Deno.readFile(checkpoint),
        await Deno.readFile(alone.checkpoint),
      );
    }
  }));

Deno.test("Insight tells of each score once, also after a stop", () =>
  withFolder(async (folder) => {
    const scored = { "demo-size": 40, holdout: 8, "score-every": 8 };
    const options = tinyOptions(folder, { epochs: 1, ...scored });
    const { folder: run } = await trainTiny(options, {
      stopAfter: 5,
      watched: true,
    });
    await trainTiny(options, { folder: run, watched: true });
    const scores = await Array.fromAsync(jsonLines(run.scores));
    assertEquals(scores.map(({ step }) => step), [2, 4, 6, 8, 9]);
    const told = readEvents(run.path)
      .filter(({ scalars }) => "score/kid" in scalars);
    assertEquals(
      told.map(({ step, scalars }) => ({ step, ...scalars })),
      scores.map(({ step, images: _, ...entry }) => ({
        step: Number(step),
        ...Object.fromEntries(
          Object.entries(entry).map(([name, value]) => {
            return [`score/${name}`, Math.fround(Number(value))];
          }),
        ),
      })),
    );
  }));

Deno.test("Insight draws no step that the run does not have behind it", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, { epochs: 3, "save-every": 8 });
    const { folder: run } = await trainTiny(options, { failAfter: 5 });
    const all = await readHistory(run.log);
    assertEquals(all.step, 5);
    const started = await resumeRun(run, options, "wasm", new QuietProgress());
    assertEquals(started.trainer.step, 4);
    {
      using insight = await Insight.open(started);
      await insight.gridDrawn(4, `${run.path}/reals.png`);
    }
    await started.trainer.engine.release();
    const drawn = await Deno.readTextFile(`${run.path}/curves.svg`);
    const kept = await readHistory(run.log, 4);
    assertEquals(drawn, curvesSvg(runCharts(kept, [])));
    assertNotEquals(drawn, curvesSvg(runCharts(all, [])));
  }));

Deno.test("a run whose curves cannot be written is saved and says so", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, { epochs: 2, "grid-every": 4 });
    const { folder: run } = await trainTiny(options, { stopAfter: 1 });
    await Deno.mkdir(`${run.path}/curves.svg/in the way`, { recursive: true });
    const error = await assertRejects(
      () => trainTiny(options, { folder: run, watched: true }),
      UserError,
      `cannot write ${run.path}/curves.svg: `,
    );
    assertMatch(error.message, /checkpoint\.safetensors is of step 2;/);
  }));
