import type { Chart, Curve } from "./chart.ts";
import type { History, Measure } from "../record/history.ts";
import type { ScoredStep } from "../record/scores.ts";

/** A curve of the log, smooth over its noise. */
function measured(
  history: History,
  measure: Measure,
  look: Pick<Curve, "name" | "hue">,
): Curve[] {
  const series = history.curves[measure];
  const { buckets } = series;
  if (buckets.length === 0) return [];
  return [{ ...look, points: series.smooth(), raw: buckets }];
}

/** A curve of the log that has no noise. */
function plain(
  history: History,
  measure: Measure,
  look: Pick<Curve, "name" | "hue">,
): Curve[] {
  const { buckets } = history.curves[measure];
  if (buckets.length === 0) return [];
  return [{ ...look, points: buckets.map(({ x, mean }) => [x, mean]) }];
}

/** One curve if both networks have the same learning rate. */
function learningRates(history: History): Curve[] {
  const both = plain(history, "lr", { name: "of both networks", hue: "other" });
  const ofD = plain(history, "lr_d", { name: "of D", hue: "real" });
  const { lr, lr_d } = history.curves;
  const differ = lr_d.buckets.some(({ mean }, index) =>
    mean !== lr.buckets[index]?.mean
  );
  if (!differ) return both;
  return [...plain(history, "lr", { name: "of G", hue: "generator" }), ...ofD];
}

/** A curve of the scores. */
function scored(
  steps: readonly ScoredStep[],
  name: string,
  look: Pick<Curve, "name" | "hue" | "dashed">,
  deviation?: string,
): Curve[] {
  const found = steps.filter(({ scores }) => scores[name] !== undefined);
  if (found.length === 0) return [];
  const of = (name: string) => found.map(({ scores }) => scores[name] ?? 0);
  const values = of(name);
  return [{
    ...look,
    points: found.map(({ images }, index) => [images, values[index] ?? 0]),
    ...deviation !== undefined && { spread: of(deviation) },
  }];
}

/**
 * The charts of a run: losses, D(x) and D(G(z)), the learning rate, and the
 * scores; those of which nothing is known are left out.
 *
 * @param history The course of the run.
 * @param steps Its scores.
 */
export function runCharts(
  history: History,
  steps: readonly ScoredStep[],
): Chart[] {
  // The same axis for all, to be compared.
  const images = Math.max(1, history.images, steps.at(-1)?.images ?? 0);
  const charts: Omit<Chart, "images">[] = [
    {
      title: "Generator’s loss",
      curves: measured(history, "loss_g", { name: "G", hue: "generator" }),
      include: [0],
    },
    {
      title: "Discriminator’s losses",
      curves: [
        ...measured(history, "loss_d_real", { name: "on real", hue: "real" }),
        ...measured(history, "loss_d_fake", { name: "on fake", hue: "fake" }),
      ],
      include: [0],
    },
    {
      title: "D’s belief that a picture is real",
      curves: [
        ...measured(history, "d_real", { name: "D(x)", hue: "real" }),
        ...measured(history, "d_fake", { name: "D(G(z))", hue: "fake" }),
      ],
      include: [0, 1],
      limits: [0, 1],
    },
    {
      title: "Learning rate",
      curves: learningRates(history),
      include: [0],
    },
    {
      title: "Augmentation",
      curves: plain(history, "augment", { name: "probability", hue: "other" }),
      include: [0, 1],
      limits: [0, 1],
    },
    {
      title: "KID (lower is better)",
      curves: [
        ...scored(steps, "kid_floor", {
          name: "floor",
          hue: "real",
          dashed: true,
        }),
        ...scored(steps, "kid", { name: "KID", hue: "fake" }, "kid_sd"),
      ],
      include: [0],
    },
    {
      title: "Precision and recall",
      curves: [
        ...scored(steps, "precision", { name: "precision", hue: "fake" }),
        ...scored(steps, "recall", { name: "recall", hue: "generator" }),
      ],
      include: [0, 1],
      limits: [0, 1],
    },
  ];
  return charts.filter(({ curves }) => curves.length > 0)
    .map((chart) => ({ ...chart, images }));
}
