/**
 * How near projection comes: `deno run -A bench/projection.ts`.
 *
 * Projects pictures that the shipped generator painted itself, whose latents are
 * known, and real ones that were kept out of its training; draws the latter with
 * what is painted below each.
 *
 * @module
 */

import { writeAtomically } from "../core/atomic_file.ts";
import type { Command, OptionTable } from "../core/command_line/command.ts";
import { parseCommandLine } from "../core/command_line/parse.ts";
import { runCommand } from "../core/command_line/run_command.ts";
import { readGenerator } from "../core/generator/generator_folder.ts";
import { openGenerator } from "../core/generator/open_generator.ts";
import { latents } from "../core/noise/latent.ts";
import { type RgbPicture, toPictures } from "../core/picture/picture.ts";
import { pictureGrid } from "../core/picture/picture_grid.ts";
import { encodePng } from "../core/picture/png.ts";
import { pictureBatch } from "../train/data/batches.ts";
import { openDataset } from "../train/data/open_dataset.ts";
import { splitDataset } from "../train/data/held_out.ts";
import { chooseDevice, openEngine } from "../train/engine/open_engine.ts";
import { TRAIN_TABLE } from "../train/options/table.ts";
import { PROJECTION_OPTIONS } from "../train/project/projection_options.ts";
import { projectionPrograms } from "../train/project/projection_programs.ts";
import { openProjector, type Projection } from "../train/project/projector.ts";
import { roundToBytes } from "../train/score/features.ts";
import { quantile } from "./quantile.ts";
import { table } from "./table.ts";

const COUNT = {
  type: "integer",
  min: 0,
  max: 1000,
  group: "Pictures",
} as const;

const COMMAND = {
  name: "deno run -A bench/projection.ts",
  summary: "Projects pictures of the shipped generator, and real ones.",
  usage: ["[options]"],
  options: {
    own: {
      ...COUNT,
      default: 20,
      placeholder: "N",
      help: "Pictures of its own: those of seeds 0 to N - 1",
    },
    real: {
      ...COUNT,
      default: 20,
      placeholder: "N",
      help: "Real pictures that it was not trained on",
    },
    cache: TRAIN_TABLE.cache,
    ...PROJECTION_OPTIONS,
    out: {
      type: "string",
      default: "docs/project.png",
      group: "Output",
      placeholder: "FILE",
      help: "PNG of the real pictures and what is painted",
    },
  },
} as const satisfies Command<OptionTable>;

/** Real pictures in a row of the PNG. */
const COLUMNS = 10;
/** Levels of 255 within which a picture counts as found. */
const LIMITS = [2, 4, 8];

/** A row of figures about projections. */
function summary(name: string, found: readonly Projection[]): string[] {
  const pixels = found.map(({ pixels }) => pixels);
  const features = found.map(({ features }) => features);
  const share = (limit: number) =>
    pixels.filter((value) => value <= limit).length / pixels.length;
  return [
    `${found.length} ${name}`,
    ...LIMITS.map((limit) => `${Math.round(100 * share(limit))}%`),
    ...[0.5, 0.9].map((part) => quantile(pixels, part).toFixed(1)),
    quantile(features, 0.5).toFixed(2),
  ];
}

await runCommand(async () => {
  const { help, values } = parseCommandLine(COMMAND, Deno.args);
  if (help !== undefined) return console.log(help);
  const files = await readGenerator(
    Deno,
    new URL("../weights/", import.meta.url),
  );
  const painter = openGenerator(files);
  const { architecture, training } = files.card;
  const { device } = await chooseDevice(values.device);
  const programs = projectionPrograms(files, values);
  const engine = await openEngine(
    device,
    Object.values(programs),
    values.threads,
  );
  const projector = await openProjector(engine, programs, painter, values);
  const project = async (name: string, image: Float32Array) => {
    const found = await projector.project(image);
    const { pixels, features } = found;
    console.log(`${name}: ${pixels.toFixed(2)} ${features.toFixed(3)}`);
    return found;
  };

  const own: Projection[] = [];
  const correlations: number[] = [];
  for (let seed = 0; seed < values.own; seed++) {
    const latent = latents([seed]);
    const image = roundToBytes(painter.paint(latent));
    const found = await project(`seed ${seed}`, image);
    own.push(found);
    const product = found.latent.reduce(
      (sum, x, at) => sum + x * latent[at]!,
      0,
    );
    correlations.push(
      product / Math.hypot(...latent) / Math.hypot(...found.latent),
    );
  }

  const real: Projection[] = [];
  if (values.real > 0) {
    const { options } = training;
    const { heldOut } = splitDataset(
      await openDataset({
        height: architecture.height,
        width: architecture.width,
        data: "demo:toon-head",
        fit: "stretch",
        background: [255, 255, 255],
        demoSize: Number(options["demoSize"]),
        cache: values.cache,
        minimum: 1,
      }),
      {
        holdout: Number(options["holdout"]),
        batch: Number(options["batch"]),
        seed: Number(options["seed"]),
      },
    );
    const rows: RgbPicture[] = [];
    for (let first = 0; first < values.real; first += COLUMNS) {
      const count = Math.min(COLUMNS, values.real - first);
      const painted: RgbPicture[] = [];
      for (let index = first; index < first + count; index++) {
        const image = pictureBatch(heldOut, [index]);
        const found = await project(`real picture ${index}`, image);
        real.push(found);
        rows.push(...toPictures(image, architecture));
        painted.push(...toPictures(painter.paint(found.latent), architecture));
      }
      rows.push(...painted);
    }
    const columns = Math.min(COLUMNS, values.real);
    await writeAtomically(
      values.out,
      encodePng(pictureGrid(rows, { columns })),
    );
  }
  await engine.release();

  const head = [
    "pictures",
    ...LIMITS.map((limit) => `≤ ${limit}`),
    "median",
    "90 of 100",
    "features",
  ];
  const groups = [["of its own", own], ["real", real]] as const;
  console.log(table([
    head,
    ...groups.filter(([, found]) => found.length > 0)
      .map(([name, found]) => summary(name, found)),
  ]));
  if (correlations.length > 0) {
    console.log(
      `correlation of the latents: ${quantile(correlations, 0.5).toFixed(2)}`,
    );
  }
});
