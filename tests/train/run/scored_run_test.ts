import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { freezeRun } from "../../../train/freeze/freeze_run.ts";
import { readReportContent } from "../../../train/insight/report/content.ts";
import { judged } from "../../../train/insight/report/facts.ts";
import { readCheckpoint } from "../../../train/record/checkpoint.ts";
import { readDatasetCard } from "../../../train/record/dataset_card.ts";
import { readEntries } from "../../../train/record/log.ts";
import type { RunFolder } from "../../../train/record/run_folder.ts";
import type { ScoreEntry } from "../../../train/record/scores.ts";
import { tinyOptions, trainTiny } from "./tiny_run.ts";
import { fileNames, withFolder } from "../../folder.ts";

/** 9 steps an epoch: 40 pictures, 3 of them held out. */
const SCORED = {
  "demo-size": 40,
  size: 16,
  epochs: 2,
  holdout: 3,
  "score-every": 12,
  "save-every": 0,
};

function readScores({ scores }: RunFolder): Promise<ScoreEntry[]> {
  return readEntries<ScoreEntry>(scores);
}

function bestStep(entries: readonly ScoreEntry[]): number {
  return entries.reduce((best, entry) => entry.kid < best.kid ? entry : best)
    .step;
}

async function assertSameScores(a: RunFolder, b: RunFolder): Promise<void> {
  const [text, other] = [a, b].map(({ scores }) =>
    Deno.readTextFileSync(scores)
  );
  assertEquals(other, text);
  assertEquals(await Deno.readFile(b.best), await Deno.readFile(a.best));
}

Deno.test("a run keeps its scores, pictures out of training, and the best generator", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, SCORED);
    const { folder: run, finished } = await trainTiny(options);
    assertEquals(finished, true);
    const { count, heldOut } = await readDatasetCard(run.dataset);
    assertEquals([count, heldOut], [40, 3]);
    const entries = await readScores(run);
    // Every third step, and the last of the 18 is one of them.
    assertEquals(
      entries.map(({ step, images }) => [step, images]),
      [3, 6, 9, 12, 15, 18].map((step) => [step, 4 * step]),
    );
    for (const entry of entries) {
      assert(Object.values(entry).every(Number.isFinite));
      assertEquals(entry.kid_floor, entries[0]?.kid_floor);
    }
    const best = await readCheckpoint(run.best);
    assertEquals(best.step, bestStep(entries));
    // Only what is frozen: the moving average.
    assert([...best.state.keys()].every((name) => name.startsWith("G_ema.")));
  }));

Deno.test("a resumed run has the same scores and the same best, bit for bit", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, SCORED);
    const { folder: whole } = await trainTiny(options);
    // Between two scores, and in the step of one.
    const stopped = await trainTiny(options, { stopAfter: 4 });
    await trainTiny(options, { folder: stopped.folder, stopAfter: 9 });
    await trainTiny(options, { folder: stopped.folder });
    await assertSameScores(whole, stopped.folder);

    const failed = await trainTiny(options, { failAfter: 11 });
    // Scores past the checkpoint are dropped and computed anew.
    await trainTiny(options, { folder: failed.folder });
    await assertSameScores(whole, failed.folder);
  }));

Deno.test("the checkpoint is never older than the best generator", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, SCORED);
    const { folder: run } = await trainTiny(options, { failAfter: 4 });
    const [last, best] = [
      await readCheckpoint(run.checkpoint),
      await readCheckpoint(run.best),
    ];
    assertEquals([last.step, best.step], [3, 3]);
  }));

/** Changes the KID of a step. */
async function setKid(run: RunFolder, step: number, kid: number) {
  const entries = await readScores(run);
  const lines = entries.map((entry) =>
    `${JSON.stringify(entry.step === step ? { ...entry, kid } : entry)}\n`
  );
  await Deno.writeTextFile(run.scores, lines.join(""));
}

Deno.test("freezeRun() takes the best generator and says so, or the last", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, { ...SCORED, "score-every": 24 });
    const { folder: run } = await trainTiny(options);
    // As if the run had been best at its first score, after step 6.
    const { folder: early } = await trainTiny(options, { failAfter: 7 });
    await Deno.copyFile(early.best, run.best);
    await setKid(run, 6, -1000);
    const best = await freezeRun(run, `${folder}/best`);
    assertEquals(best.training.moment, "best");
    assertEquals([best.training.steps, best.training.imagesSeen], [6, 24]);
    assertEquals(best.training.scores?.["kid"], -1000);
    assertEquals(best.trainingData.pictures, 37);
    const last = await freezeRun(run, `${folder}/last`, {
      moment: "last",
    });
    assertEquals(last.training.moment, "last");
    assertEquals(last.training.steps, 18);
    const scores = await readScores(run);
    assertEquals(last.training.scores?.["kid"], scores.at(-1)?.kid);
    assert(best.model.sha256 !== last.model.sha256);
  }));

Deno.test("a run that is no longer scored is frozen as it is, and not judged by what it was", () =>
  withFolder(async (folder) => {
    const scored = tinyOptions(folder, SCORED);
    const { folder: run } = await trainTiny(scored);
    const longer = { ...scored, epochs: 3, scoreEvery: 0 };
    await trainTiny(longer, { folder: run });
    const { step } = await readCheckpoint(run.checkpoint);
    const { training } = await freezeRun(run, `${folder}/frozen`);
    assertEquals([training.steps, training.moment], [step, "last"]);
    const content = await readReportContent(run);
    content.history.images = 40_000;
    const { words } = judged(content);
    assertStringIncludes(words, "not scored after 40,000 images");
  }));

Deno.test("--stop-after ends a run whose KID no longer improves, for good", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, { ...SCORED, "stop-after": 24 });
    const { folder: run } = await trainTiny(options, { failAfter: 4 });
    await setKid(run, 3, -1000);
    const { finished } = await trainTiny(options, { folder: run });
    assertEquals(finished, true);
    assertEquals((await readScores(run)).map(({ step }) => step), [3, 6, 9]);
    assertEquals((await readCheckpoint(run.checkpoint)).step, 9);
    assertEquals((await readCheckpoint(run.best)).step, 3);
    // Once more, it is still at its end.
    assertEquals((await trainTiny(options, { folder: run })).finished, true);
    assertEquals((await readCheckpoint(run.checkpoint)).step, 9);
  }));

Deno.test("a run without scores has no best", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, { ...SCORED, "score-every": 0 });
    const { folder: run } = await trainTiny(options);
    const names = fileNames(run.path);
    assertEquals(names.filter((name) => /scores|best/.test(name)), []);
    assertEquals((await freezeRun(run, run.path)).training.moment, "last");
  }));

Deno.test("a run with too few pictures is trained without scores", () =>
  withFolder(async (folder) => {
    const printed: string[] = [];
    const changes = { ...SCORED, "demo-size": 19 };
    const { folder: run, finished } = await trainTiny(
      tinyOptions(folder, changes),
      { printed },
    );
    assertEquals(finished, true);
    assert(printed.includes("no scores: they need 20 pictures\n"));
    await assertRejects(() => Deno.stat(run.scores), Deno.errors.NotFound);
  }));

Deno.test("a run that cannot be scored says that --stop-after has no effect", () =>
  withFolder(async (folder) => {
    const printed: string[] = [];
    const options = tinyOptions(folder, {
      ...{ ...SCORED, "demo-size": 19, "stop-after": 4 },
    });
    assertEquals((await trainTiny(options, { printed })).finished, true);
    assert(
      printed.includes(
        "no scores: they need 20 pictures; --stop-after 4 has no effect\n",
      ),
    );
  }));
