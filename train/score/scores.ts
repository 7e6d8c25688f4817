/** The scores of a generator, or of real pictures in its place. */
export interface Scores {
  /** KID's estimator on the features of the random network. */
  readonly kid: number;
  /** Its standard deviation over random subsets. */
  readonly kid_sd: number;
  /** Improved precision, 0..1. */
  readonly precision: number;
  /** Improved recall, 0..1. */
  readonly recall: number;
  /** Leave-one-out accuracy of the nearest neighbour, 0..1. */
  readonly neighbour_accuracy: number;
  /** Median distance to the nearest training picture, beside that of reals. */
  readonly memorization: number;
  /** Share of fakes that are as near to a training picture as copies, 0..1. */
  readonly copies: number;
  /** Mean distance of two fakes, beside that of two reals. */
  readonly diversity: number;
  /** Scores of each class alone by its name, if the pictures are labelled. */
  readonly classes?: Readonly<Record<string, ClassScores>>;
}

/** The scores of a class. */
export type ClassScores = Readonly<
  Record<"kid" | "precision" | "recall", number>
>;

/** The floor of every score, by the score's name with `_floor` behind it. */
export type Floors = {
  readonly [Name in Exclude<keyof Scores, "classes"> as `${Name}_floor`]:
    number;
};

/** Digits that are kept: more would only look exact. */
const DIGITS = 6;

function round(value: number): number {
  return Number(value.toPrecision(DIGITS));
}

/** Numbers and their floors side by side. */
function withFloors(
  scores: Readonly<Record<string, number>>,
  floors: Readonly<Record<string, number>> = {},
): Record<string, number> {
  return Object.fromEntries([
    ...Object.entries(scores).map(([name, value]) => [name, round(value)]),
    ...Object.entries(floors)
      .map(([name, value]) => [`${name}_floor`, round(value)]),
  ]);
}

/**
 * Scores and their floors in one flat record, rounded to six digits: what is
 * written to files. Those of each class are a record of their own in it.
 *
 * @param scores The scores of a generator.
 * @param floors Those of real pictures.
 */
export function flatScores(
  { classes, ...scores }: Scores,
  { classes: classFloors, ...floors }: Scores,
): Scores & Floors {
  const ofClasses = classes && Object.fromEntries(
    Object.entries(classes).map(([name, scores]) => [
      name,
      withFloors(scores, classFloors?.[name]),
    ]),
  );
  return {
    ...withFloors(scores, floors),
    ...ofClasses && { classes: ofClasses },
  } as Scores & Floors;
}
