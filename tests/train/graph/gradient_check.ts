/** Gradients against central differences, both computed on an engine. */

import { uniforms } from "../../../core/noise/random.ts";
import type { Engine } from "../../../train/engine/engine.ts";
import { gradients } from "../../../train/graph/gradients.ts";
import {
  add,
  divide,
  multiply,
  subtract,
} from "../../../train/graph/operations/arithmetic.ts";
import { reshape } from "../../../train/graph/operations/layout.ts";
import { sum } from "../../../train/graph/operations/reduction.ts";
import { compile } from "../../../train/graph/program.ts";
import {
  constant,
  feed,
  type Shape,
  sizeOf,
  type Value,
} from "../../../train/graph/value.ts";

/** An input of a case: its shape and where its elements lie. */
export interface CaseInput {
  readonly shape: Shape;
  /** Turns a number that is uniform in [0, 1) into an element. */
  readonly element: (uniform: number) => number;
}

/** A computation whose gradients are to be checked. */
export interface GradientCase {
  /** What it is, for instance "conv2d, stride 2". */
  readonly name: string;
  readonly inputs: readonly CaseInput[];
  /** Records it; the result depends on every input. */
  readonly output: (...inputs: Value[]) => Value;
}

/** Relative error up to which a gradient counts as right. */
export const TOLERANCE = 1e-3;

/** Inputs are multiples of this, so that they can be moved without rounding. */
const GRID = 2 ** -10;
/** Largest distance that an input's element is moved. */
const LARGEST_STEP = 2 ** -4;
/** Inputs of up to so many elements are checked element by element. */
const FEW = 8;
/** Random directions in which a larger input is moved. */
const DIRECTIONS = 4;

const SEED = 1;

/** Elements of an input; each has random numbers of its own. */
function draw({ shape, element }: CaseInput, index: number): Float32Array {
  const numbers = uniforms(SEED, "dryRun", index, sizeOf(shape));
  return Float32Array.from(
    numbers,
    (uniform) => Math.round(element(uniform) / GRID) * GRID,
  );
}

/**
 * Directions in which to move an input: along every element if they are few,
 * by random signs otherwise, so that each direction depends on all elements.
 */
function directionsFor(size: number, index: number): Float32Array[] {
  if (size <= FEW) {
    return Array.from(
      { length: size },
      (_, at) => Float32Array.from({ length: size }, (_, i) => +(i === at)),
    );
  }
  const signs = uniforms(SEED, "order", index, DIRECTIONS * size)
    .map((uniform) => uniform < 0.5 ? -1 : 1);
  return Array.from(
    { length: DIRECTIONS },
    (_, at) => Float32Array.from(signs.subarray(at * size, (at + 1) * size)),
  );
}

/** Scalars as the elements of one vector. */
function stack(scalars: readonly Value[]): Value {
  return scalars.map((scalar, index) =>
    multiply(
      reshape(scalar, [1]),
      constant(scalars.map((_, at) => +(at === index)), [scalars.length]),
    )
  ).reduce(add);
}

/**
 * The largest relative error of a computation's gradients.
 *
 * The loss is the result's sum under fixed random weights, so that elements in
 * the wrong place show. Its slope in a direction is taken from four points
 * (error of the order of step⁴), the difference element by element before the
 * sum, all in one program: reading from a GPU is what takes time.
 *
 * @returns The largest difference between slope and gradient, divided by what
 * the slope in such a direction typically is: ‖gradient‖ · √(moved elements /
 * all elements).
 */
export async function gradientError(
  engine: Engine,
  { name, inputs, output }: GradientCase,
): Promise<number> {
  const feeds = inputs.map(({ shape }, index) => feed(`x${index}`, shape));
  const result = output(...feeds);
  const weights = constant(
    uniforms(SEED, "weights", 0, sizeOf(result.shape)).map((u) => 2 * u - 1),
    result.shape,
  );
  const flows = gradients(sum(multiply(result, weights)), feeds);

  const probes = inputs.flatMap(({ shape }, index) =>
    directionsFor(sizeOf(shape), index).map((direction) => {
      const movedBy = (step: number) =>
        output(
          ...feeds.map((value, at) =>
            at === index
              ? add(value, constant(direction.map((x) => step * x), shape))
              : value
          ),
        );
      const difference = (step: number) =>
        sum(multiply(subtract(movedBy(step), movedBy(-step)), weights));
      const half = LARGEST_STEP / 2;
      const slope = divide(
        subtract(multiply(8, difference(half)), difference(LARGEST_STEP)),
        12 * half,
      );
      return { index, direction, slope };
    })
  );

  const gradientNames = flows.map((_, index) => `gradient${index}`);
  const program = compile({
    name,
    fetches: {
      slopes: stack(probes.map(({ slope }) => slope)),
      ...Object.fromEntries(
        flows.map((flow, index) => [gradientNames[index], flow]),
      ),
    },
  });
  const results = await engine.run(
    program,
    Object.fromEntries(
      inputs.map((input, index) => [`x${index}`, draw(input, index)]),
    ),
  );
  const { slopes } = results;
  const errors = probes.map(({ index, direction }, probe) => {
    const gradient = results[`gradient${index}`] as Float32Array;
    const expected = dot(gradient, direction);
    const moved = dot(direction, direction) / direction.length;
    const typical = Math.sqrt(dot(gradient, gradient) * moved);
    return Math.abs((slopes?.[probe] as number) - expected) / typical;
  });
  return Math.max(...errors);
}

/** Inner product, in double precision. */
function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((total, x, index) => total + x * (b[index] as number), 0);
}
