import { median } from "./median.ts";
import type { Scores } from "./own_runs.ts";
import { table } from "./table.ts";

/** What is compared, and what it is compared by. */
export interface ScoredPeer {
  /** Its name in the table. */
  readonly name: string;
  /** Its scores, one record a seed. */
  readonly scores: readonly Scores[];
}

/** A score: its head, its key, its digits, and whether its range is shown. */
type Column = readonly [string, string, number, boolean];

const COLUMNS: readonly Column[] = [
  ["KID", "kid", 3, true],
  ["precision", "precision", 2, true],
  ["recall", "recall", 2, true],
  ["1-NN accuracy", "neighbour_accuracy", 2, false],
  ["memorisation", "memorization", 2, false],
];

function cells(name: string, scores: readonly Scores[], suffix = ""): string[] {
  const numbers = COLUMNS.flatMap(([, key, digits, hasRange]) => {
    const values = scores.map((record) => record[key + suffix] ?? NaN);
    const [middle, least, most] = [
      median(values),
      Math.min(...values),
      Math.max(...values),
    ].map((value) => value.toFixed(digits)) as [string, string, string];
    return hasRange ? [middle, `${least} to ${most}`] : [middle];
  });
  return [name, ...numbers];
}

/**
 * Medians of scores over seeds, with the range of those that matter most; the
 * last row is what real pictures score.
 *
 * @param peers Each with at least one record of scores.
 * @returns Lines of text.
 */
export function scoreTable(peers: readonly ScoredPeer[]): string {
  const heads = COLUMNS.flatMap(([head, , , hasRange]) =>
    hasRange ? [head, "from to"] : [head]
  );
  const all = peers.flatMap(({ scores }) => scores);
  return table([
    ["medians over seeds", ...heads],
    ...peers.map(({ name, scores }) => cells(name, scores)),
    cells("real pictures (floor)", all, "_floor"),
  ]);
}
