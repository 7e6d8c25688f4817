/**
 * What a run keeps about its pictures and about the networks that it started
 * from, `dataset.json`: enough to credit both and to notice that the pictures
 * changed.
 *
 * @module
 */

import * as v from "valibot";
import { parseJson } from "../../core/json.ts";
import type { Classes } from "../../core/classes.ts";
import type { StartedFrom } from "../../core/generator/generator_card.ts";
import { systemReason } from "../../core/system_reason.ts";
import { UserError } from "../../core/user_error.ts";
import type { Dataset } from "../data/dataset.ts";
import { classesOf } from "../data/labels.ts";
import type { SplitDataset } from "../data/held_out.ts";
import { writeAtomically } from "../../core/atomic_file.ts";

/** Description of a dataset. */
export interface DatasetCard extends
  Pick<
    Dataset,
    "name" | "source" | "credit" | "licence" | "count" | "fingerprint"
  > {
  /** How many of the pictures are kept out of training. */
  readonly heldOut: number;
  /** Classes that the networks are conditional on, if they are. */
  readonly classes?: Classes;
  /** What the run started from, if not from random weights. */
  readonly from?: StartedFrom;
}

/** What a run started from, as the file has it. */
const STARTED_FROM: v.GenericSchema<unknown, StartedFrom> = v.object({
  name: v.string(),
  credit: v.exactOptional(v.string()),
  licence: v.exactOptional(v.string()),
});

const CARD = v.object({
  name: v.string(),
  source: v.string(),
  credit: v.exactOptional(v.string()),
  licence: v.exactOptional(v.string()),
  count: v.number(),
  // Runs of the first version kept none out.
  heldOut: v.optional(v.number(), 0),
  fingerprint: v.string(),
  classes: v.exactOptional(
    v.array(v.object({ name: v.string(), pictures: v.number() })),
  ),
  from: v.exactOptional(STARTED_FROM),
});

/**
 * The description of a dataset.
 *
 * @param split Its parts.
 * @param from What the run started from, if not from random weights.
 */
export function datasetCard(
  { training, heldOut }: SplitDataset,
  from?: StartedFrom,
): DatasetCard {
  const count = training.count + heldOut.count;
  const classes = classesOf(training.labels);
  return {
    ...training,
    count,
    heldOut: heldOut.count,
    ...classes && { classes },
    ...from !== undefined && { from },
  };
}

/**
 * Writes the description of a dataset.
 *
 * @param path Path of the file.
 * @param dataset The dataset.
 */
export async function writeDatasetCard(
  path: string,
  dataset: DatasetCard,
): Promise<void> {
  const { name, source, credit, licence, count, heldOut } = dataset;
  const { fingerprint, classes, from } = dataset;
  // What is not known is left out.
  const card = {
    ...{ name, source, credit, licence, count, heldOut },
    ...{ fingerprint, classes, from },
  };
  await writeAtomically(path, `${JSON.stringify(card, null, 2)}\n`);
}

/**
 * Reads the description of a dataset.
 *
 * @param path Path of the file.
 * @throws {UserError} If it cannot be read or is damaged.
 */
export async function readDatasetCard(path: string): Promise<DatasetCard> {
  let card: unknown;
  try {
    card = parseJson(await Deno.readTextFile(path));
  } catch (error) {
    throw new UserError(`${path} cannot be read: ${systemReason(error)}`);
  }
  const { success, output, issues } = v.safeParse(CARD, card);
  if (success) return output;
  const field = v.getDotPath(issues[0]) ?? "content";
  throw new UserError(
    `${path} is damaged: its ${field} is ${JSON.stringify(issues[0].input)}`,
  );
}
