/**
 * Which class every picture of a set belongs to.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { type Classes, MOST_CLASSES } from "../../core/classes.ts";

/** Labels of pictures. */
export interface Labels {
  /** Names of the classes. */
  readonly names: readonly string[];
  /** For every picture the index of its class. */
  readonly indices: readonly number[];
}

/**
 * The labels of pictures by the names of their classes.
 *
 * @param names For every picture the name of its class.
 * @returns Labels with the names sorted by code units.
 */
export function labelsOf(names: readonly string[]): Labels {
  const sorted = [...new Set(names)].sort();
  const indexOf = new Map(sorted.map((name, index) => [name, index]));
  return {
    names: sorted,
    indices: names.map((name) => indexOf.get(name) as number),
  };
}

/**
 * What is wrong with the number of classes.
 *
 * @param names Names of the classes.
 * @returns The end of a sentence; nothing if networks can be made for them.
 */
export function classCountProblem(
  { length }: readonly string[],
): string | undefined {
  if (length < 2) return "there must be two or more";
  return length > MOST_CLASSES ? `at most ${MOST_CLASSES} can be` : undefined;
}

/** Classes that a line names at most. */
const MOST_NAMED = 10;

/**
 * Classes as a line for the user names them: of many the first.
 *
 * @param names One or more names, or what else is said of each class.
 */
export function namedClasses(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  const first = names.slice(0, MOST_NAMED).join(", ");
  return more > 0 ? `${first} and ${more} more` : first;
}

/**
 * The classes of a set with the number of pictures in each.
 *
 * @param labels Labels of the set, if it has any.
 */
export function classesOf(labels: Labels | undefined): Classes | undefined {
  if (labels === undefined) return undefined;
  const pictures = labels.names.map(() => 0);
  for (const index of labels.indices) pictures[index]!++;
  return labels.names.map((name, index) => ({
    name,
    pictures: pictures[index] as number,
  }));
}

/**
 * Identifies a set with its labels.
 *
 * @param pictures Fingerprint of the pictures.
 * @param labels Labels, if there are any.
 * @returns That of the pictures alone if there are none.
 */
export function labelledFingerprint(
  pictures: string,
  labels: Labels | undefined,
): string {
  if (labels === undefined) return pictures;
  const text = JSON.stringify([pictures, labels.names, labels.indices]);
  return createHash("sha256").update(text).digest("hex");
}
