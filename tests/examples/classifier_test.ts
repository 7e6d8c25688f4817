import { gzipSync } from "node:zlib";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  classifier,
  labelledPictures,
  trainClassifier,
} from "../../examples/classifier.ts";
import { compile, feed, openEngine, state } from "../../mod.ts";
import { pictureBatch } from "../../train/data/batches.ts";
import { withFolder } from "../folder.ts";
import { idx } from "../train/data/idx.ts";
import { runModel } from "../train/exchange/onnx_session.ts";

/** Pictures `[3, 32, 32]` with one bright row, whose number is their class. */
function rows(count: number) {
  const labels = Uint8Array.from({ length: count }, (_, at) => at % 10);
  const pixels = new Uint8Array(count * 3 * 32 * 32);
  labels.forEach((label, at) => {
    for (let plane = 0; plane < 3; plane++) {
      const row = (3 * at + plane) * 32 + 3 * label + 1;
      pixels.fill(255 - at, 32 * row, 32 * (row + 1));
    }
  });
  const block = { count, pixels, height: 32, width: 32 };
  const names = { name: "rows", source: "rows", fingerprint: "", skipped: [] };
  return { dataset: { ...block, ...names }, labels };
}

Deno.test("trainClassifier() learns, and its model gives the same numbers in stock onnxruntime", async () => {
  const { dataset, labels } = rows(20);
  const options = { device: "cpu", batch: 20, steps: 25 } as const;
  const { losses, trained, model } = await trainClassifier(
    ...[dataset, labels, options] as const,
  );
  assertEquals(losses.length, 25);
  assert(losses.at(-1)! < losses[0]! / 4, `${losses}`);

  const images = feed("images", [20, 3, 32, 32]);
  const fetches = { logits: classifier(images, state) };
  const program = compile({ name: "classify", fetches });
  const all = pictureBatch(dataset, [...labels.keys()]);
  const engine = await openEngine("cpu", [program]);
  await engine.setState(trained);
  const { logits: known } = await engine.run(program, { images: all });
  await engine.release();
  const shape = [20, 3, 32, 32];
  const found = await runModel(model, { images: { shape, data: all } });
  known?.forEach((value, at) => assertAlmostEquals(found[at]!, value, 1e-4));
  const classes = [...labels.keys()].map((picture) => {
    const logits = found.subarray(10 * picture, 10 * (picture + 1));
    return logits.indexOf(Math.max(...logits));
  });
  assertEquals(classes, [...labels]);
});

Deno.test("labelledPictures() reads labels that are gzipped, too", () =>
  withFolder(async (folder) => {
    const labels = Array.from({ length: 64 }, (_, at) => 9 - at % 10);
    const pixels = Array.from({ length: 64 * 256 }, (_, at) => at % 251);
    await Deno.writeFile(`${folder}/images`, idx([64, 16, 16], pixels));
    await Deno.writeFile(`${folder}/labels.gz`, gzipSync(idx([64], labels)));
    const set = await labelledPictures(
      ...[
        `${folder}/images`,
        `${folder}/labels.gz`,
        `${folder}/cache`,
      ] as const,
    );
    assertEquals(set.labels?.indices, labels);
  }));
