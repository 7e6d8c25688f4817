/**
 * The options of a run as `options.json` keeps them: flat and complete.
 *
 * @module
 */

import { type CamelCase, camelCase } from "../../core/command_line/command.ts";
import type { OptionValue } from "../../core/option_value.ts";
import { type Preset, PRESETS, type Row } from "./row.ts";
import { TRAIN_TABLE } from "./table.ts";

type Table = typeof TRAIN_TABLE;

/** A value of a row; null stands for none. */
type FieldValue<R> = R extends { or: string } ? OptionValue<R> | null
  : R extends { presets: unknown } | { default: unknown } | { type: "flag" }
    ? OptionValue<R>
  : OptionValue<R> | null;

type Fields = {
  readonly [
    Name in Exclude<keyof Table, "size" | "preset"> as CamelCase<Name>
  ]: FieldValue<Table[Name]>;
};

/**
 * Everything a run is determined by, a field for each row of the table. Images
 * are counted as they are shown to the discriminator, repetitions included.
 */
export interface TrainOptions extends Fields {
  /** Rows of a picture. */
  readonly height: number;
  /** Columns of a picture. */
  readonly width: number;
  /** The preset that the other options started from. */
  readonly preset: Preset;
}

const { size } = TRAIN_TABLE;

function side(help: string, byDefault: number): Row {
  return { ...size, type: "integer", default: byDefault, help };
}

/** The fields whose rows are not those of the command line. */
const OTHERS: Readonly<Record<string, Readonly<Record<string, Row>>>> = {
  size: {
    height: side("Rows of a picture", size.default.height),
    width: side("Columns of a picture", size.default.width),
  },
  preset: {
    preset: { ...TRAIN_TABLE.preset, choices: PRESETS, default: "cpu" },
  },
};

/** The row of each field, in the order of `options.json`. */
export const FIELDS: Readonly<Record<string, Row>> = Object.assign(
  {},
  ...Object.entries<Row>(TRAIN_TABLE).map(([name, row]) =>
    OTHERS[name] ?? { [camelCase(name)]: row }
  ),
);

/**
 * Whether a field may be null.
 *
 * @param row The field's row.
 */
export function isNullable(row: Row): boolean {
  return row.or !== undefined ||
    row.presets === undefined && row.default === undefined &&
      row.type !== "flag";
}
