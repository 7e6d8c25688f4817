/**
 * `deno task eval`: the scores of a generator as it is served.
 *
 * @module
 */

import type { Command, OptionTable } from "../../core/command_line/command.ts";
import { classOfSeed, oneHot } from "../../core/noise/label.ts";
import { latents } from "../../core/noise/latent.ts";
import { parseCommandLine } from "../../core/command_line/parse.ts";
import { runCommand } from "../../core/command_line/run_command.ts";
import { UserError } from "../../core/user_error.ts";
import { TRAIN_TABLE } from "../options/table.ts";
import { checkNamedClasses } from "../options/train_options.ts";
import type { SplitDataset } from "../data/held_out.ts";
import { ascending } from "../data/sources/idx.ts";
import { chooseDevice, openEngine } from "../engine/open_engine.ts";
import { frozenProgram } from "../freeze/frozen_program.ts";
import { streamProgress } from "../run/progress.ts";
import { type PictureOptions, readPictures } from "../run/read_pictures.ts";
import { paintedClasses } from "../eval/painted_classes.ts";
import { formatScores } from "../eval/score_table.ts";
import { unscoredClasses } from "../score/class_scores.ts";
import { scorePrograms } from "../score/score_programs.ts";
import { FEWEST_PICTURES, openScorer } from "../score/scorer.ts";
import { flatScores } from "../score/scores.ts";
import { readSubject, type Subject } from "../eval/subject.ts";

const { data, ...train } = TRAIN_TABLE;

/** The options of training that say which pictures are meant. */
const AS_TRAINED = { defaultText: "as trained" } as const;
const { default: DEMO_SIZE, ...demoSize } = train["demo-size"];
const { default: FIT, ...fit } = train.fit;
const { default: BACKGROUND, ...background } = train.background;
const { default: _data, ...dataOption } = data;

const COMMAND = {
  name: "deno task eval",
  summary:
    "Scores a generator, frozen as it is served, against the pictures it was trained on, each score beside its floor: the same score of real pictures.",
  usage: ["RUN|FOLDER|FILE.onnx [options]"],
  examples: [
    ["runs/00001-photos-d32", "score a run"],
    ["weights --data photos", "score a generator against these pictures"],
  ],
  positionals: {
    placeholder: "RUN|FOLDER|FILE.onnx",
    help: "Folder of a run or of a frozen generator, or its model",
    min: 1,
    max: 1,
  },
  options: {
    samples: {
      type: "integer",
      min: 10,
      max: 5000,
      default: 2000,
      group: "Scores",
      placeholder: "N",
      help: "Pictures to paint, and real ones to compare them with",
    },
    seed: {
      type: "integer",
      min: 0,
      max: 0xffff_ffff - 5000,
      default: 0,
      group: "Scores",
      placeholder: "N",
      help: "Seed of the first picture, and of the choice of real ones",
    },
    search: {
      type: "integer",
      min: 0,
      max: 1_000_000,
      default: 0,
      group: "Scores",
      placeholder: "N",
      help: "Training pictures among which copies are searched; 0: all",
    },
    last: {
      type: "flag",
      group: "Scores",
      help: "Score a run's last checkpoint even if KID was better before",
    },
    device: { ...train.device, group: "Scores", help: "Where to compute" },
    threads: { ...train.threads, group: "Scores" },
    data: { ...dataOption, defaultText: "as trained, of runs and demo sets" },
    "demo-size": { ...demoSize, ...AS_TRAINED },
    labels: { ...train.labels, ...AS_TRAINED },
    classes: { ...train.classes, ...AS_TRAINED },
    "class-names": { ...train["class-names"], ...AS_TRAINED },
    fit: { ...fit, ...AS_TRAINED },
    background: { ...background, ...AS_TRAINED },
    holdout: {
      ...train.holdout,
      ...AS_TRAINED,
      help: "Pictures that were kept out of training",
    },
    cache: train.cache,
    json: {
      type: "flag",
      group: "Output",
      help: "Print one JSON object instead of the table",
    },
  },
} as const satisfies Command<OptionTable>;

type Request = ReturnType<typeof parseCommandLine<typeof COMMAND.options>>;

/** Names of the labels that are taken, out of those that the training took. */
function namesOf(
  taken: readonly number[] | null,
  names: string | null,
  trained: readonly number[] | null,
): string | null {
  if (taken === null || names === null || trained === null) return names;
  const all = names.split(",");
  const order = ascending(trained);
  return ascending(taken).map((label) => all[order.indexOf(label)] ?? label)
    .join(",");
}

/** The pictures to compare with: those of the training, or others. */
function pictureOptions(
  { name, height, width, options, trainedOn }: Subject,
  { values }: Request,
): PictureOptions {
  const data = values.data ?? options.data;
  if (data === undefined) {
    throw new UserError(
      trainedOn === undefined
        ? `${name} does not say what it was trained on: give its pictures with --data`
        : `${name} was trained on ${trainedOn}: say with --data where these pictures are${
          options.labels ? ", and their labels with --labels" : ""
        }`,
    );
  }
  // Labels belong to the pictures that they came with.
  const told = values.data === undefined
    ? options
    : { ...options, labels: null };
  const labels = values.labels ?? told.labels ?? null;
  // A file of labels knows no names, and maybe more classes than the generator.
  const isFile = labels !== null && data.startsWith("idx:");
  const trained = isFile ? options.classes ?? null : null;
  const classes = values.classes ?? trained;
  const names = isFile ? options.classNames ?? null : null;
  return {
    data,
    height,
    width,
    demoSize: values.demoSize ?? told.demoSize ?? DEMO_SIZE,
    labels,
    classes,
    classNames: values.classNames ?? namesOf(classes, names, trained),
    fit: values.fit ?? told.fit ?? FIT,
    background: values.background ?? told.background ?? BACKGROUND,
    holdout: values.holdout ?? told.holdout ?? 0,
    cache: values.cache,
    batch: told.batch ?? 1,
    seed: told.seed ?? 0,
    unlabelled: told.unlabelled ?? false,
  };
}

/** Checks that the pictures are those of the training, unless others are asked for. */
function checkPictures(
  { fingerprint, name }: Subject,
  { training }: SplitDataset,
  { given }: Request,
): void {
  const others = [
    ...["data", "demoSize", "labels", "classes", "classNames"],
    ...["fit", "background"],
  ];
  const isAsked = others.some((key) => (given as Set<string>).has(key));
  if (isAsked || fingerprint === undefined) return;
  if (training.fingerprint === fingerprint) return;
  throw new UserError(
    `the pictures are not those that ${name} was trained on: give them with --data`,
  );
}

/**
 * Runs the command.
 *
 * @param args Its arguments.
 * @throws {UserError} If an option or a file is wrong.
 */
export async function evalCommand(args: readonly string[]): Promise<void> {
  const request = parseCommandLine(COMMAND, args);
  if (request.help !== undefined) return console.log(request.help);
  checkNamedClasses(request.values);
  const { samples, seed, search, threads, json } = request.values;
  // Standard output has the scores only.
  const progress = streamProgress(Deno.stderr);
  const subject = await readSubject(
    request.positionals[0] as string,
    request.values.last ? "last" : undefined,
  );
  const options = pictureOptions(subject, request);
  const pictures = await readPictures(options, progress, {
    minimum: FEWEST_PICTURES,
    purpose: "scores",
  });
  checkPictures(subject, pictures, request);
  const compared = pictures.training.labels?.names;
  const classes = paintedClasses(subject, compared);
  const { device, warning } = await chooseDevice(request.values.device);
  if (warning !== undefined) progress.print(`warning: ${warning}`);
  const generator = frozenProgram(subject.model, subject);
  const programs = scorePrograms(subject);
  const engine = await openEngine(
    device,
    [generator, ...Object.values(programs)],
    threads,
  );
  const scorer = await openScorer(
    engine,
    programs,
    pictures,
    { samples, seed, search },
    { report: (done, total) => progress.status("real pictures", done, total) },
  );
  const seeds = Array.from({ length: scorer.samples }, (_, i) => seed + i);
  const labels = classes && seeds.map((seed) => classOfSeed(seed, classes));
  const scores = await scorer.score(
    async (start, count) => {
      const end = start + count;
      const { images } = await engine.run(generator, {
        latent: latents(seeds.slice(start, end)),
        ...classes && {
          label: oneHot(labels?.slice(start, end) ?? [], classes),
        },
      });
      return images ?? new Float32Array();
    },
    { report: (done) => progress.status("samples", done, scorer.samples) },
    compared &&
      labels?.map((label) => compared.indexOf(classes?.[label]?.name ?? "")),
  );
  progress.end();
  await engine.release();
  if (json) {
    console.log(JSON.stringify({
      generator: subject.name,
      images: subject.images ?? null,
      data: options.data,
      device: engine.description,
      seed,
      samples: scorer.samples,
      searched: scorer.searched,
      training: pictures.training.count,
      held_out: pictures.heldOut.count,
      new_reals: scorer.newReals,
      ...flatScores(scores, scorer.floors),
    }));
    return;
  }
  progress.print(
    `${subject.name}${
      subject.images === undefined ? "" : ` after ${subject.images} images`
    }: ${scorer.samples} samples against ${scorer.samples} of ${pictures.training.count} training pictures, on ${engine.description}`,
  );
  console.log(formatScores(scores, scorer));
  if (classes === undefined) return;
  const unscored = compared === undefined
    ? "no scores of single classes: the pictures come without labels"
    : unscoredClasses(compared, scores);
  if (unscored !== undefined) console.log(unscored);
}

if (import.meta.main) await runCommand(() => evalCommand(Deno.args));
