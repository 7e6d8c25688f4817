/**
 * What `deno task generate` takes: the options of addresses, and where files go.
 *
 * @module
 */

import type { Command, OptionValues } from "../../core/command_line/command.ts";
import type { QueryTable } from "../http/query.ts";
import { GRID_OPTIONS } from "../routes/grid.ts";
import { PICTURE_OPTIONS } from "../routes/picture_options.ts";
import { WALK_OPTIONS } from "../routes/walk.ts";

/** What the help needs to know of an option besides what addresses know. */
interface Shown {
  readonly group: string;
  readonly placeholder: string;
}

/** Options of addresses as options of the command. */
function fromAddresses<const Table extends QueryTable>(
  table: Table,
  group: string,
  placeholders: { readonly [Name in keyof Table]: string },
): { readonly [Name in keyof Table]: Table[Name] & Shown } {
  const options = Object.entries(table).map(([name, option]) => [name, {
    ...option,
    help: option.help.replace(/\.$/, ""),
    group,
    placeholder: placeholders[name],
  }]);
  return Object.fromEntries(options);
}

/** The command. */
export const COMMAND = {
  name: "deno task generate",
  summary:
    "Paints pictures with a frozen generator and writes them to files, byte for byte what the service sends.",
  usage: ["[options]"],
  examples: [
    ["--model runs/00001-photos-d32", "25 pictures of a run that is frozen"],
    ["--seeds Ada --scale 8 --out ada.webp", "the picture of a name, large"],
    ["--grid 4x8 --edit 5:-2 --out grid.png", "4 rows of 8 pictures, edited"],
    ["--walk 7-Ada --out walk.gif", "the way from one picture to another"],
    ["--model shoes --label boot", "pictures of one of its classes"],
    ["--latent z.json --out z.png", "the picture of a latent"],
  ],
  notes: [
    'The file of a latent is JSON, {"latent": [100 numbers]}: what projecting a picture writes and the service takes.',
  ],
  options: {
    seeds: {
      type: "string",
      defaultText: "0-24",
      group: "Pictures",
      placeholder: "LIST",
      help: "Which pictures, like 0-24,77,Ada; with --grid as many as fit",
    },
    latent: {
      type: "string",
      group: "Pictures",
      placeholder: "FILE",
      help: "Instead of seeds: the picture of the latent in a file",
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
    ...fromAddresses({ gap: GRID_OPTIONS.gap }, "Pictures", { gap: "N" }),
    walk: {
      type: "string",
      group: "Pictures",
      placeholder: "A-B",
      help:
        "Instead: the way from one seed to another, as a GIF or a film strip",
    },
    ...fromAddresses(
      { frames: { ...WALK_OPTIONS.frames, max: 1000 } },
      "Pictures",
      { frames: "N" },
    ),
    ...fromAddresses({ endlabel: WALK_OPTIONS.endlabel }, "Pictures", {
      endlabel: "NAME",
    }),
    loop: {
      type: "flag",
      negatable: true,
      group: "Pictures",
      help: "Whether a walk leads back to its start; by default a GIF does",
    },
    ...fromAddresses(PICTURE_OPTIONS, "Look", {
      scale: "N",
      resize: "FILTER",
      truncation: "T",
      variety: "V",
      around: "SEED",
      label: "NAME",
      edit: "LIST",
    }),
    out: {
      type: "string",
      defaultText: "in artifacts/",
      group: "Files",
      placeholder: "PATH",
      help: "Folder for files, or the file: .png, .webp, .jpg; .gif for a walk",
    },
    format: {
      type: "choice",
      choices: ["png", "webp", "jpg", "gif"],
      defaultText: "by the name of --out",
      group: "Files",
      placeholder: "FORMAT",
      help: "Kind of files in a folder",
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

/** Values of its options. */
export type GenerateOptions = OptionValues<typeof COMMAND.options>;

/** Names of its options, as they are given. */
export type Given = ReadonlySet<keyof GenerateOptions>;
