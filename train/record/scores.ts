import type { Floors, Scores } from "../score/scores.ts";
import { jsonLines } from "./json_lines.ts";

/** Scores of the generator after a step, beside those of real pictures. */
export interface ScoreEntry extends Scores, Floors {
  /** Number of the step, from 1. */
  readonly step: number;
  /** Real pictures shown so far. */
  readonly images: number;
}

/** Scores of the generator after some step, and of real pictures. */
export interface ScoredStep {
  /** Number of the step, from 1. */
  readonly step: number;
  /** Real pictures shown so far. */
  readonly images: number;
  /**
   * Every score, with `_sd` behind its name its standard deviation, and with
   * `_floor` behind either what real pictures reach.
   */
  readonly scores: Readonly<Record<string, number>>;
  /** The same for each class alone, by its name, if there are classes. */
  readonly classes?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** The numbers of a record. */
function numbersOf(record: object): Record<string, number> {
  return Object.fromEntries(
    Object.entries(record).filter((
      entry,
    ): entry is [string, number] => typeof entry[1] === "number"),
  );
}

/**
 * Takes a line of `scores.jsonl` apart.
 *
 * @param line The line; of an older version it may lack scores.
 */
export function scoredStep(
  { step, images, ...rest }: Pick<ScoredStep, "step" | "images"> & object,
): ScoredStep {
  const { classes: ofClasses }: { classes?: object } = rest;
  const classes = Object.entries(ofClasses ?? {})
    .map(([name, scores]) => [name, numbersOf(Object(scores))]);
  return {
    ...{ step, images, scores: numbersOf(rest) },
    ...classes.length > 0 && { classes: Object.fromEntries(classes) },
  };
}

/**
 * Reads the scores of a run.
 *
 * @param path Path of `scores.jsonl`; without it there are none.
 * @returns The scores, by step.
 */
export async function readScores(path: string): Promise<ScoredStep[]> {
  const scored: ScoredStep[] = [];
  for await (const line of jsonLines(path)) {
    const { step, images } = line;
    if (typeof step !== "number" || typeof images !== "number") continue;
    scored.push(scoredStep({ ...line, step, images }));
  }
  return scored;
}

/**
 * The scores with the lowest KID; those of the generator that is frozen.
 *
 * @param scored Scores by step.
 * @returns The earliest of equals; nothing if there is no KID.
 */
export function lowestKid(
  scored: readonly ScoredStep[],
): ScoredStep | undefined {
  const kid = ({ scores }: ScoredStep) => scores["kid"] ?? Infinity;
  return scored.filter((step) => kid(step) < Infinity)
    .toSorted((a, b) => kid(a) - kid(b))[0];
}

/**
 * Whether KID has not improved for as long as `--stop-after` allows.
 *
 * @param scored Scores by step.
 * @param stopAfter Images without a better KID that end a run; 0 for none.
 */
export function isStale(
  scored: readonly ScoredStep[],
  stopAfter: number,
): boolean {
  const [last, best] = [scored.at(-1), lowestKid(scored)];
  return stopAfter > 0 && last !== undefined && best !== undefined &&
    last.images - best.images >= stopAfter;
}
