/**
 * `deno task project`: from pictures to the latents that a frozen generator
 * paints them from.
 *
 * @module
 */

import type { Command, OptionTable } from "../../core/command_line/command.ts";
import { parseCommandLine } from "../../core/command_line/parse.ts";
import { runCommand } from "../../core/command_line/run_command.ts";
import { folderUrl } from "../../core/folder_url.ts";
import { readGenerator } from "../../core/generator/generator_folder.ts";
import { openGenerator } from "../../core/generator/open_generator.ts";
import { INTERRUPTED, Interrupts } from "../../core/interrupts.ts";
import { writeError } from "../../core/write_error.ts";
import { pictureBatch } from "../data/batches.ts";
import { parseRgb } from "../data/picture.ts";
import type { TargetShape } from "../data/resize.ts";
import { chooseDevice, openEngine } from "../engine/open_engine.ts";
import { pictureOptionsOf } from "../eval/subject.ts";
import { TRAIN_TABLE } from "../options/table.ts";
import { checkLabel } from "../project/check_label.ts";
import {
  type FittedPicture,
  readPictureFile,
} from "../project/picture_file.ts";
import {
  projectionFiles,
  writeProjection,
} from "../project/projection_files.ts";
import { PROJECTION_OPTIONS } from "../project/projection_options.ts";
import { projectionPrograms } from "../project/projection_programs.ts";
import { openProjector } from "../project/projector.ts";
import { streamProgress } from "../run/progress.ts";

const { default: FIT, ...fit } = TRAIN_TABLE.fit;
const { default: BACKGROUND, ...background } = TRAIN_TABLE.background;

/** The generator that is shipped. */
const SHIPPED = new URL("../../weights/", import.meta.url);

const COMMAND = {
  name: "deno task project",
  summary:
    "Finds the latent from which a frozen generator paints what is nearest to a picture, and writes it as JSON, with the picture beside what is painted.",
  usage: ["PICTURE… [options]"],
  examples: [
    ["me.jpg --model runs/00001-photos-d32", "one picture"],
    ["heads/*.png --starts 32 --steps 1000", "many, with more patience"],
  ],
  positionals: {
    placeholder: "PICTURE",
    help: "PNG, JPEG, WebP, GIF or BMP files",
    min: 1,
    max: 10_000,
  },
  options: {
    fit: { ...fit, group: "Pictures", defaultText: "as trained" },
    background: { ...background, group: "Pictures", defaultText: "as trained" },
    label: {
      type: "string",
      defaultText: "none",
      group: "Pictures",
      placeholder: "NAME",
      help: "Class of the pictures, of a generator with classes",
    },
    ...PROJECTION_OPTIONS,
    model: {
      type: "string",
      defaultText: "the shipped one",
      group: "Files",
      placeholder: "FOLDER",
      help: "Folder of the frozen generator",
    },
    out: {
      type: "string",
      default: "artifacts/projections",
      group: "Files",
      placeholder: "FOLDER",
      help: "Where NAME-latent.json and NAME-projected.png go",
    },
  },
} as const satisfies Command<OptionTable>;

/** What becomes of a picture of another size, in words. */
function fitted(
  { original: { height, width } }: FittedPicture,
  shape: TargetShape,
): string {
  const is = `${height}x${width}`;
  const becomes = `${shape.height}x${shape.width}`;
  if (is === becomes) return "";
  const how = height * shape.width === width * shape.height
    ? "resized"
    : shape.fit === "crop"
    ? "cropped and resized"
    : "stretched";
  return ` (${is}, ${how} to ${becomes})`;
}

/**
 * Runs the command.
 *
 * @param args Its arguments.
 * @returns The exit code.
 * @throws {UserError} If an option or a file is wrong.
 */
export async function project(args: readonly string[]): Promise<number> {
  const { help, values, positionals } = parseCommandLine(COMMAND, args);
  if (help !== undefined) {
    console.log(help);
    return 0;
  }
  const { model, out } = values;
  const files = projectionFiles(positionals, out);
  const generator = await readGenerator(
    Deno,
    model === undefined ? SHIPPED : folderUrl(model),
  );
  const painter = openGenerator(generator);
  const { architecture, training } = generator.card;
  const { label } = values;
  checkLabel(generator.card, label);
  const { height, width } = architecture;
  const trained = pictureOptionsOf(training.options);
  const shape = { height, width, fit: values.fit ?? trained.fit ?? FIT };
  const colour = values.background ?? trained.background ?? BACKGROUND;
  const pictures: FittedPicture[] = [];
  for (const path of positionals) {
    pictures.push(await readPictureFile(path, shape, parseRgb(colour)));
  }
  try {
    await Deno.mkdir(out, { recursive: true });
  } catch (error) {
    throw writeError(out, error);
  }

  const progress = streamProgress(Deno.stdout);
  using interrupts = new Interrupts(() => {});
  const { signal } = interrupts;
  const chosen = await chooseDevice(values.device);
  if (chosen.warning !== undefined) {
    progress.print(`warning: ${chosen.warning}`);
  }
  const programs = projectionPrograms(generator, values);
  const engine = await openEngine(
    chosen.device,
    Object.values(programs),
    values.threads,
  );
  const count = positionals.length;
  progress.print(
    `projecting ${count} picture${
      count === 1 ? "" : "s"
    } with ${generator.card.name}, on ${engine.description}`,
  );
  let done = 0;
  try {
    const projector = await openProjector(engine, programs, painter, values, {
      signal,
    });
    for (const [index, path] of positionals.entries()) {
      const picture = pictures[index]!;
      const image = pictureBatch(
        { ...architecture, count: 1, pixels: picture.planes },
        [0],
      );
      const projection = await projector.project(image, {
        signal,
        report: (step) => progress.status(path, step, values.steps),
      });
      const written = files[index]!;
      await writeProjection(written, painter, image, projection.latent, label);
      done++;
      const { pixels, features } = projection;
      progress.print(
        `${path}${fitted(picture, shape)}: off by ${
          pixels.toFixed(1)
        } of 255 levels in pixels, ${
          features.toFixed(2)
        } in features; ${written.latent}`,
      );
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    progress.print(
      `stopped: ${done} of ${count} pictures are done`,
    );
    return INTERRUPTED;
  } finally {
    await engine.release();
  }
  return 0;
}

if (import.meta.main) await runCommand(() => project(Deno.args));
