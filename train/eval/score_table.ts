import type { Scorer } from "../score/scorer.ts";
import type { Scores } from "../score/scores.ts";

/** How one score is shown. */
interface Row {
  readonly name: string;
  readonly show: (scores: Scores) => string;
  readonly exposes: string;
}

const percent = (share: number) => `${(100 * share).toFixed(1)}%`;

const ROWS: readonly Row[] = [
  {
    name: "KID",
    show: ({ kid, kid_sd }) => `${kid.toFixed(4)} ± ${kid_sd.toFixed(4)}`,
    exposes:
      "blur, noise, whatever is unlike the real pictures; lower is better",
  },
  {
    name: "precision",
    show: ({ precision }) => precision.toFixed(3),
    exposes: "pictures that are like no real one; higher is better",
  },
  {
    name: "recall",
    show: ({ recall }) => recall.toFixed(3),
    exposes: "collapse: real pictures like none it paints; higher is better",
  },
  {
    name: "1-NN accuracy",
    show: (scores) => scores.neighbour_accuracy.toFixed(3),
    exposes: "above the floor: fakes can be distinguished; below: copies",
  },
  {
    name: "memorisation",
    show: ({ memorization }) => memorization.toFixed(3),
    exposes: "below the floor: nearer to training pictures than new ones are",
  },
  {
    name: "copies",
    show: ({ copies }) => percent(copies),
    exposes: "above the floor: that many repeat a training picture",
  },
  {
    name: "diversity",
    show: ({ diversity }) => diversity.toFixed(3),
    exposes: "near 0: total collapse, all pictures alike",
  },
];

/** Columns of text side by side. */
function aligned(lines: readonly (readonly string[])[]): string[] {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0))
  );
  return lines.map((line) =>
    line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")
      .trimEnd()
  );
}

/** A table of the scores of each class, each beside its floor, if any has some. */
function classTable(
  classes: Scores["classes"] = {},
  floors: Scores["classes"],
): string[] {
  const scored = Object.entries(classes);
  if (scored.length === 0) return [];
  const columns = [["KID", "kid"], ["precision", "precision"], [
    "recall",
    "recall",
  ]] as const;
  return [
    "",
    ...aligned([
      ["class", ...columns.flatMap(([heading]) => [heading, "floor"])],
      ...scored.map(([name, scores]) => [
        name,
        ...columns.flatMap(([, key]) =>
          [scores, floors?.[name]].map((of) => of?.[key].toFixed(3) ?? "–")
        ),
      ]),
    ]),
  ];
}

/**
 * The scores of a generator as a table, with a line on how to read it.
 *
 * @param scores The scores.
 * @param scorer What they were compared with.
 */
export function formatScores(
  scores: Scores,
  { floors, newReals }: Pick<Scorer, "floors" | "newReals">,
): string {
  const lines = [
    ["score", "value", "floor", "what it exposes"],
    ...ROWS.map(({ name, show, exposes }) => [
      name,
      show(scores),
      show(floors),
      exposes,
    ]),
  ];
  const others = newReals === "held-out"
    ? "pictures held out of training"
    : "training pictures, each beside the others";
  return [
    ...aligned(lines),
    ...classTable(scores.classes, floors.classes),
    "",
    "The floor is the same score of real pictures in the place of fakes: what is within its spread of the floor is as good as real. Compare scores only of the same pictures, size and number of samples; this KID uses the features of a random network, not Inception's.",
    `Memorisation and copies are measured by ${others}.`,
  ].join("\n");
}
