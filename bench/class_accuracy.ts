/**
 * Whether a conditional generator paints what is asked for:
 * `deno run -A bench/class_accuracy.ts FOLDER --data … --test-data …`.
 *
 * A small classifier is trained on the labelled pictures, with the compiler as
 * a library. It then says of samples which class they are of, and of real
 * pictures that it was not trained on.
 *
 * @module
 */

import type { Command } from "../core/command_line/command.ts";
import { parseCommandLine } from "../core/command_line/parse.ts";
import { runCommand } from "../core/command_line/run_command.ts";
import {
  type Classes,
  type DataOptions,
  type Dataset,
  folderUrl,
  labels,
  latents,
  loadGenerator,
  openDataset,
  pictureBatch,
  UserError,
} from "../mod.ts";
import { roundToBytes } from "../train/score/features.ts";
import { BATCH, Classifier } from "./classifier.ts";
import { table } from "./table.ts";

const COMMAND = {
  name: "deno run -A bench/class_accuracy.ts",
  summary:
    "Trains a classifier on labelled pictures and prints how many samples of each class it recognises, and how many real pictures.",
  usage: ["FOLDER --data SET [options]"],
  positionals: {
    placeholder: "FOLDER",
    help: "Folder of a frozen generator with classes",
    min: 1,
    max: 1,
  },
  options: {
    data: {
      type: "string",
      defaultText: "required",
      placeholder: "WHAT",
      group: "Pictures",
      help: "Pictures to train the classifier on, as for training",
    },
    labels: {
      type: "string",
      default: "folders",
      placeholder: "FROM",
      group: "Pictures",
      help: "Their labels",
    },
    "test-data": {
      type: "string",
      defaultText: "required",
      placeholder: "WHAT",
      group: "Pictures",
      help: "Other real pictures",
    },
    "test-labels": {
      type: "string",
      default: "folders",
      placeholder: "FROM",
      group: "Pictures",
      help: "Their labels",
    },
    cache: {
      type: "string",
      default: ".cache/data",
      placeholder: "DIR",
      group: "Pictures",
      help: "Where prepared pictures are kept",
    },
    epochs: {
      type: "integer",
      min: 1,
      max: 100,
      default: 3,
      placeholder: "N",
      group: "Work",
      help: "How often the classifier is shown every picture",
    },
    samples: {
      type: "integer",
      min: 10,
      max: 100_000,
      default: 1000,
      placeholder: "N",
      group: "Work",
      help: "Pictures to paint, of all classes alike",
    },
    truncation: {
      type: "number",
      min: 0,
      max: 1,
      default: 1,
      placeholder: "X",
      group: "Work",
      help: "Factor of their latents, as in deno task generate",
    },
  },
} as const satisfies Command;

/** Right answers and questions of each class. */
interface Tally {
  readonly right: number[];
  readonly asked: number[];
}

/** What the classifier says of pictures whose class is known. */
async function tallied(
  classifier: Classifier,
  classes: Classes,
  truth: readonly number[],
  pictures: (start: number, count: number) => Float32Array,
): Promise<Tally> {
  const tally = { right: classes.map(() => 0), asked: classes.map(() => 0) };
  for (let start = 0; start < truth.length; start += BATCH) {
    const count = Math.min(BATCH, truth.length - start);
    const found = await classifier.classify(pictures(start, count));
    found.forEach((label, row) => {
      const asked = truth[start + row] as number;
      tally.asked[asked]!++;
      if (label === asked) tally.right[asked]!++;
    });
  }
  return tally;
}

function percent(right: number, asked: number): string {
  return asked === 0 ? "–" : `${(100 * right / asked).toFixed(1)}%`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}

/** The labels of a set, which must be those of the generator. */
function labelsOf({ labels, source }: Dataset, classes: Classes): number[] {
  const own = classes.map(({ name }) => name).join();
  if (labels?.names.join() === own) return [...labels.indices];
  throw new UserError(
    `${source} has the classes ${
      labels?.names ?? "none"
    }, the generator ${own}`,
  );
}

await runCommand(async () => {
  const { help, values, positionals } = parseCommandLine(COMMAND, Deno.args);
  if (help !== undefined) return console.log(help);
  const { data, testData } = values;
  if (data === undefined || testData === undefined) {
    throw new UserError("--data and --test-data must be given", 2);
  }
  const generator = await loadGenerator(folderUrl(positionals[0] as string));
  const { height, width, classes } = generator.card.architecture;
  if (classes === undefined) {
    throw new UserError(`${positionals[0]} has no classes`);
  }
  const open = (data: string, labels: string) => {
    const options: DataOptions = {
      ...{ data, labels, height, width, cache: values.cache },
      ...{ fit: "stretch", background: [255, 255, 255] },
      ...{ demoSize: 0, minimum: BATCH },
      // The files of labels know no names.
      ...data.startsWith("idx:") &&
        { classNames: classes.map(({ name }) => name) },
    };
    return openDataset(options);
  };
  const known = await open(data, values.labels);
  const unknown = await open(testData, values.testLabels);
  const classifier = await Classifier.open({
    ...{ height, width },
    classes: classes.length,
  });
  await classifier.train(known, labelsOf(known, classes), values.epochs);

  const asked = Array.from(
    { length: values.samples },
    (_, seed) => seed % classes.length,
  );
  const samples = await tallied(classifier, classes, asked, (start, count) => {
    const wanted = asked.slice(start, start + count);
    const label = wanted.flatMap((
      index,
    ) => [...labels([0], classes, classes[index]?.name)]);
    const seeds = wanted.map((_, row) => start + row);
    const latent = latents(seeds).map((z) => z * values.truncation);
    return roundToBytes(generator.paint(latent, Float32Array.from(label)));
  });
  const truth = labelsOf(unknown, classes);
  const reals = await tallied(
    classifier,
    classes,
    truth,
    (start, count) =>
      pictureBatch(unknown, truth.slice(0, count).map((_, row) => start + row)),
  );
  await classifier.close();
  console.log(table([
    ["class", "samples", "recognised", "real", "recognised"],
    ...classes.map(({ name }, index) => [
      name,
      ...[samples, reals].flatMap(({ right, asked }) => [
        `${asked[index]}`,
        percent(right[index] ?? 0, asked[index] ?? 0),
      ]),
    ]),
    [
      "all",
      ...[samples, reals].flatMap(({ right, asked }) => [
        `${sum(asked)}`,
        percent(sum(right), sum(asked)),
      ]),
    ],
  ]));
});
