/**
 * Writes pictures of a frozen generator as PNG files: `deno task generate`.
 *
 * @module
 */

import { dirname } from "node:path";
import { writeAtomically } from "../core/atomic_file.ts";
import type { Command, OptionValues } from "../core/command_line/command.ts";
import { folderUrl } from "../core/folder_url.ts";
import { checkLabel } from "../core/generator/check_label.ts";
import { loadGenerator } from "../core/generator/frozen_generator.ts";
import { parseCommandLine } from "../core/command_line/parse.ts";
import { pictureGrid } from "../core/picture/picture_grid.ts";
import { encodePng } from "../core/picture/png.ts";
import { runCommand } from "../core/command_line/run_command.ts";
import { UserError } from "../core/user_error.ts";
import { writeError } from "../core/write_error.ts";
import { type AskedPicture, readAskedPictures } from "./asked_pictures.ts";
import { type Painter, paintSeed } from "../core/generator/paint_seed.ts";

/** Pictures that one call may paint. */
const MAX_PICTURES = 100_000;

const COMMAND = {
  name: "deno task generate",
  summary:
    "Paints the pictures of seeds with a frozen generator and writes them as PNG files, byte for byte what the service sends.",
  usage: ["[options]"],
  examples: [
    ["--model runs/00001-photos-d32", "25 pictures of a run that is frozen"],
    ["--seeds Ada --out ada.png", "the picture of a name"],
    ["--grid 4x8 --out grid.png", "4 rows of 8 pictures in one file"],
    ["--model shoes --label boot", "pictures of one of its classes"],
  ],
  options: {
    seeds: {
      type: "string",
      defaultText: "0-24",
      group: "Pictures",
      placeholder: "LIST",
      help: "Which pictures, like 0-24,77,Ada; with --grid as many as fit",
    },
    label: {
      type: "string",
      defaultText: "each seed's own",
      group: "Pictures",
      placeholder: "NAME",
      help: "Class of all pictures, of a generator with classes",
    },
    grid: {
      type: "size",
      min: 1,
      max: 100,
      defaultText: "none",
      group: "Pictures",
      placeholder: "HxW",
      help: "Tile them in one file, H rows of W pictures",
    },
    out: {
      type: "string",
      defaultText: "in artifacts/",
      group: "Files",
      placeholder: "PATH",
      help: "Folder for the pictures; a .png file for one or for a grid",
    },
    model: {
      type: "string",
      defaultText: "the shipped one",
      group: "Files",
      placeholder: "FOLDER",
      help: "Folder of the frozen generator",
    },
  },
} as const satisfies Command;

/** What is to be written. */
interface Plan {
  pictures: readonly AskedPicture[];
  /** Columns of the grid, if the pictures are tiled. */
  columns: number | undefined;
  /** A file if it ends in .png, else a folder. */
  out: string;
  model: URL;
  /** Class of the pictures; that which each seed draws by default. */
  label: string | undefined;
}

const FIRST_PICTURES = 25;

/** Files that pictures are not written as. */
const OTHER_FORMATS = /\.(jpe?g|jfif|webp|gif|bmp|tiff?|avif|heic|jxl|svg)$/i;

function isPngFile(path: string): boolean {
  return /\.png$/i.test(path);
}

/** The generator that is shipped. */
const SHIPPED = new URL("../weights/", import.meta.url);

/** Checks what the options mean together, before anything is painted. */
function plan(
  { seeds, grid, out, model: folder, label }: OptionValues<
    typeof COMMAND.options
  >,
): Plan {
  const model = folder === undefined ? SHIPPED : folderUrl(folder);
  if (out !== undefined && OTHER_FORMATS.test(out)) {
    throw new UserError(
      `--out is ${out}: pictures are PNG files, it must end in .png or be a folder`,
      2,
    );
  }
  const read = (count: number) =>
    readAskedPictures(seeds ?? `0-${count - 1}`, MAX_PICTURES);
  if (grid === undefined) {
    const wanted = read(FIRST_PICTURES);
    const path = out ?? "artifacts/pictures";
    if (isPngFile(path) && wanted.length > 1) {
      throw new UserError(
        `--out is ${path}: it must be a folder for ${wanted.length} pictures without --grid`,
        2,
      );
    }
    return { pictures: wanted, columns: undefined, out: path, model, label };
  }
  const places = grid.height * grid.width;
  const wanted = read(places);
  if (wanted.length !== places) {
    throw new UserError(
      `--grid is ${grid.height}x${grid.width}: it has ${places} places, but --seeds has ${wanted.length} pictures`,
      2,
    );
  }
  const file = out ?? "artifacts/grid.png";
  if (!isPngFile(file)) {
    throw new UserError(
      `--out is ${file}: it must be a .png file with --grid`,
      2,
    );
  }
  return { pictures: wanted, columns: grid.width, out: file, model, label };
}

async function write(path: string, png: Uint8Array): Promise<void> {
  try {
    await Deno.mkdir(dirname(path), { recursive: true });
    await writeAtomically(path, png);
  } catch (error) {
    throw writeError(path, error);
  }
}

async function paint(painter: Painter, plan: Plan): Promise<void> {
  const { pictures, columns, out, label } = plan;
  if (columns !== undefined) {
    const painted = [];
    for (const { seed } of pictures) {
      painted.push(paintSeed(painter, seed, label));
    }
    await write(out, encodePng(pictureGrid(painted, { columns })));
    return;
  }
  for (const { seed, name } of pictures) {
    const png = encodePng(paintSeed(painter, seed, label));
    await write(isPngFile(out) ? out : `${out}/${name}.png`, png);
  }
}

/**
 * The command: paints what its arguments ask for and says what it wrote.
 *
 * @param args For instance `Deno.args`; `--help` lists the options.
 * @throws {UserError} If the arguments are wrong, the generator cannot be
 *   loaded or a file cannot be written.
 */
export async function generate(args: readonly string[]): Promise<void> {
  const { help, values } = parseCommandLine(COMMAND, args);
  if (help !== undefined) return console.log(help);
  const planned = plan(values);
  const generator = await loadGenerator(planned.model);
  checkLabel(generator.card, planned.label);
  await paint(generator, planned);
  const { length } = planned.pictures;
  const pictures = length === 1 ? "1 picture" : `${length} pictures`;
  console.log(
    `Wrote ${pictures} by ${generator.card.name} to ${planned.out}`,
  );
}

if (import.meta.main) await runCommand(() => generate(Deno.args));
