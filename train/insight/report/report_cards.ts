/**
 * What a run folder says about options and pictures, as far as a report needs
 * it. Unlike a run that is to be resumed, it may be one of an older
 * version, with fewer fields.
 *
 * @module
 */

import * as v from "valibot";
import { parseJson } from "../../../core/json.ts";
import { systemReason } from "../../../core/system_reason.ts";
import { UserError } from "../../../core/user_error.ts";
import { STARTED_FROM } from "../../record/dataset_card.ts";

const OPTIONS = v.looseObject({
  name: v.nullable(v.string()),
  d: v.number(),
  height: v.number(),
  width: v.number(),
  batch: v.pipe(v.number(), v.minValue(1)),
  images: v.optional(v.nullable(v.number()), null),
  epochs: v.nullable(v.number()),
  lr: v.optional(v.number()),
  lrD: v.optional(v.number()),
  stopAfter: v.optional(v.number()),
});

/** The options of a run: those that a report speaks of, and all others. */
export type ReportOptions = v.InferOutput<typeof OPTIONS>;

const DATASET = v.looseObject({
  name: v.string(),
  source: v.string(),
  credit: v.optional(v.string()),
  licence: v.optional(v.string()),
  count: v.number(),
  heldOut: v.optional(v.number(), 0),
  fingerprint: v.string(),
  classes: v.optional(v.array(v.unknown()), []),
  from: v.exactOptional(STARTED_FROM),
});

/** What a run was trained on. */
export type ReportDataset = v.InferOutput<typeof DATASET>;

async function read<Schema extends typeof OPTIONS | typeof DATASET>(
  path: string,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  let json: unknown;
  try {
    json = parseJson(await Deno.readTextFile(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      throw new UserError(`${path} does not exist: that is no folder of a run`);
    }
    throw new UserError(`${path} cannot be read: ${systemReason(error)}`);
  }
  const { success, output, issues } = v.safeParse(schema, json);
  // The fields in the order of the file.
  if (success) return { ...json as typeof output, ...output };
  const field = v.getDotPath(issues[0]) ?? "content";
  throw new UserError(
    `${path} is damaged: its ${field} is ${JSON.stringify(issues[0].input)}`,
  );
}

/**
 * Reads the options of a run for its report.
 *
 * @param path Path of `options.json`.
 * @throws {UserError} If it cannot be read or is damaged.
 */
export function readReportOptions(path: string): Promise<ReportOptions> {
  return read(path, OPTIONS);
}

/**
 * Reads for a report what a run was trained on.
 *
 * @param path Path of `dataset.json`.
 * @throws {UserError} If it cannot be read or is damaged.
 */
export function readReportDataset(path: string): Promise<ReportDataset> {
  return read(path, DATASET);
}
