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

const COLUMNS: readonly (readonly [string, string])[] = [
  ["precision", "precision"],
  ["recall", "recall"],
  ["1-NN accuracy", "neighbour_accuracy"],
  ["memorisation", "memorization"],
];

function cells(name: string, scores: readonly Scores[], suffix = ""): string[] {
  const values = (key: string) =>
    scores.map((record) => record[key + suffix] ?? NaN);
  const kid = values("kid");
  return [
    name,
    median(kid).toFixed(3),
    `${Math.min(...kid).toFixed(3)} to ${Math.max(...kid).toFixed(3)}`,
    ...COLUMNS.map(([, key]) => median(values(key)).toFixed(2)),
  ];
}

/**
 * Medians of scores over seeds, with the range of KID; the last row is what
 * real pictures score.
 *
 * @param peers Each with at least one record of scores.
 * @returns Lines of text.
 */
export function scoreTable(peers: readonly ScoredPeer[]): string {
  const heads = COLUMNS.map(([head]) => head);
  const all = peers.flatMap(({ scores }) => scores);
  return table([
    ["medians over seeds", "KID", "KID from to", ...heads],
    ...peers.map(({ name, scores }) => cells(name, scores)),
    cells("real pictures (floor)", all, "_floor"),
  ]);
}
