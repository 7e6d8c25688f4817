import type {
  Command,
  Option,
  OptionTable,
} from "../../core/command_line/command.ts";
import { formatValue } from "../../core/option_description.ts";
import { type Preset, PRESETS, type Row } from "./row.ts";
import { ACTIONS, TRAIN_TABLE, WITH_RESUME } from "./table.ts";

/** The values of the presets: the most common, then the exceptions. */
function byPreset(row: Row, presets: Readonly<Record<Preset, unknown>>) {
  const texts = PRESETS.map((name) => formatValue(row, presets[name]));
  const count = (text: string) => texts.filter((one) => one === text).length;
  const common = texts.toSorted((a, b) => count(b) - count(a))[0] as string;
  const exceptions = [...new Set(texts)].filter((text) => text !== common)
    .map((text) => {
      const names = PRESETS.filter((_, index) => texts[index] === text);
      return `${names.join("/")} ${text}`;
    });
  return [common, ...exceptions].join(", ");
}

function toOption(row: Row): Option {
  return row.presets === undefined
    ? row
    : { ...row, defaultText: byPreset(row, row.presets) };
}

/** The options of the command line, with what the presets say in the help. */
const OPTIONS = {
  ...Object.fromEntries(
    Object.entries<Row>(TRAIN_TABLE).map(([name, row]) => [
      name,
      toOption(row),
    ]),
  ) as typeof TRAIN_TABLE,
  ...ACTIONS,
};

/** The command line of training. */
export const TRAIN_COMMAND: Command<typeof OPTIONS> = {
  name: "deno task train",
  summary:
    "Trains a DCGAN on pictures and writes a run folder with its options, log, sample grids and checkpoints.",
  usage: ["[options]", "--resume RUN [options]"],
  onlyUsual: true,
  examples: [
    ["--data photos", "your own pictures, stretched to 64x64"],
    ["--data photos --fit crop --size 96x64", "96 rows of 64 pixels, cropped"],
    ["--images 30k --name quick", "a shorter run, called quick"],
    ["--resume runs/00001-photos-d32 --images 200k", "train a run longer"],
    ["--data photos --dry-run", "see whether pictures and device can be used"],
  ],
  notes: [
    `With --resume, only these may be given: ${
      WITH_RESUME.map((name) => `--${name}`).join(", ")
    }.`,
  ],
  options: OPTIONS satisfies OptionTable,
};
