/**
 * What a run folder says about options, as far as a report needs it. Unlike a run that is to be resumed, it may be one of an older
 * version, with fewer fields.
 *
 * @module
 */

import * as v from "valibot";
import { parseJson } from "../../../core/json.ts";
import { systemReason } from "../../../core/system_reason.ts";
import { UserError } from "../../../core/user_error.ts";

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
  scoreEvery: v.optional(v.number()),
});

/** The options of a run: those that a report speaks of, and all others. */
export type ReportOptions = v.InferOutput<typeof OPTIONS>;

/**
 * Reads the options of a run for its report.
 *
 * @param path Path of `options.json`.
 * @throws {UserError} If it cannot be read or is damaged.
 */
export async function readReportOptions(path: string): Promise<ReportOptions> {
  let json: unknown;
  try {
    json = parseJson(await Deno.readTextFile(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      throw new UserError(`${path} does not exist: that is no folder of a run`);
    }
    throw new UserError(`${path} cannot be read: ${systemReason(error)}`);
  }
  const { success, output, issues } = v.safeParse(OPTIONS, json);
  // The fields in the order of the file.
  if (success) return { ...json as ReportOptions, ...output };
  const field = v.getDotPath(issues[0]) ?? "content";
  throw new UserError(
    `${path} is damaged: its ${field} is ${JSON.stringify(issues[0].input)}`,
  );
}
