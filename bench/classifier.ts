import {
  adam,
  add,
  binaryCrossEntropy,
  compile,
  conv2d,
  type Dataset,
  type Engine,
  feed,
  gradients,
  matMul,
  oneHot,
  openEngine,
  type Program,
  relu,
  reshape,
  type Shape,
  state,
  type Tensors,
  type Value,
} from "../mod.ts";
import { normals, permutation } from "../core/noise/random.ts";
import { pictureBatch } from "../train/data/batches.ts";
import { sizeOf } from "../train/graph/value.ts";

/** Pictures in a batch of the training. */
export const BATCH = 100;

const LEARNING_RATE = 1e-3;
const OPTIMIZER = adam({ beta1: 0.9, beta2: 0.999, epsilon: 1e-8 });

/** What a classifier is made for. */
interface Task {
  /** Rows of a picture, a multiple of 4. */
  readonly height: number;
  /** Columns of a picture, a multiple of 4. */
  readonly width: number;
  /** Number of classes. */
  readonly classes: number;
}

/** Shapes of the parameters, by their names. */
function shapesOf({ height, width, classes }: Task) {
  return {
    "conv1.weight": [32, 3, 4, 4],
    "conv1.bias": [32],
    "conv2.weight": [64, 32, 4, 4],
    "conv2.bias": [64],
    "linear.weight": [64 * (height / 4) * (width / 4), classes],
    "linear.bias": [classes],
  };
}

/** Logits `[N, classes]` of pictures `[N, 3, H, W]`. */
function logitsOf(
  images: Value,
  own: Readonly<Record<keyof ReturnType<typeof shapesOf>, Value>>,
): Value {
  const conv = (x: Value, name: "conv1" | "conv2") => {
    const bias = own[`${name}.bias`];
    return relu(
      conv2d(x, own[`${name}.weight`], { stride: 2, padding: 1, bias }),
    );
  };
  const features = conv(conv(images, "conv1"), "conv2");
  const [rows = 1] = images.shape;
  const flat = reshape(features, [rows, sizeOf(features.shape) / rows]);
  return add(matMul(flat, own["linear.weight"]), own["linear.bias"]);
}

function compileFor(task: Task): { step: Program; evaluate: Program } {
  const { height, width, classes } = task;
  const shapes: Record<string, Shape> = shapesOf(task);
  const own = Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [name, state(name, shape)]),
  ) as Parameters<typeof logitsOf>[1];
  const loss = binaryCrossEntropy(
    logitsOf(feed("images", [BATCH, 3, height, width]), own),
    feed("labels", [BATCH, classes]),
  );
  const updates: Record<string, Value> = {};
  const flows = gradients(loss, Object.values(own));
  Object.entries(own).forEach(([name, parameter], index) => {
    const slots = OPTIMIZER.slots.map((slot) => `${slot}.${name}`);
    const next = OPTIMIZER.update(
      parameter,
      flows[index] as Value,
      slots.map((slot) => state(slot, parameter.shape)),
    );
    updates[name] = next.parameter;
    slots.forEach((slot, at) => updates[slot] = next.slots[at] as Value);
  });
  const logits = logitsOf(feed("images", [1, 3, height, width]), own);
  return {
    step: compile({ name: "step", fetches: { loss }, updates }),
    evaluate: compile({
      ...{ name: "evaluate", fetches: { logits } },
      anyBatch: true,
    }),
  };
}

/** Weights as He et al. (2015) draw them, and everything else at 0. */
function initialState({ step }: { step: Program }, task: Task): Tensors {
  const weights = Object.keys(shapesOf(task))
    .filter((name) => name.endsWith(".weight"));
  return new Map(
    Object.entries(step.state).map(([name, shape]) => {
      const index = weights.indexOf(name);
      const size = sizeOf(shape);
      const inputs = name.startsWith("conv")
        ? size / (shape[0] ?? 1)
        : shape[0] ?? 1;
      const data = index < 0
        ? new Float32Array(size)
        : normals(0, "weights", index, size)
          .map((z) => z * Math.sqrt(2 / inputs));
      return [name, { shape, data }];
    }),
  );
}

/**
 * A classifier of pictures: two convolutions that halve the size, ReLU behind
 * each, and a linear layer with an output for each class.
 */
export class Classifier {
  readonly #classes: number;
  readonly #engine: Engine;
  readonly #programs: ReturnType<typeof compileFor>;

  private constructor(
    { classes }: Task,
    engine: Engine,
    programs: ReturnType<typeof compileFor>,
  ) {
    this.#classes = classes;
    this.#engine = engine;
    this.#programs = programs;
  }

  /** An untrained classifier on the processor. */
  static async open(task: Task): Promise<Classifier> {
    const programs = compileFor(task);
    const engine = await openEngine("cpu", Object.values(programs));
    await engine.setState(initialState(programs, task));
    return new Classifier(task, engine, programs);
  }

  /**
   * Trains on labelled pictures.
   *
   * @param pictures At least {@linkcode BATCH} of them.
   * @param labels Index of each one's class.
   * @param epochs How often each is shown.
   */
  async train(
    pictures: Dataset,
    labels: readonly number[],
    epochs: number,
  ): Promise<void> {
    const classes = Array.from({ length: this.#classes }, () => ({ name: "" }));
    const steps = Math.floor(pictures.count / BATCH);
    for (let step = 0; step < epochs * steps; step++) {
      const epoch = Math.floor(step / steps);
      const order = permutation(0, "order", epoch, pictures.count);
      const first = (step % steps) * BATCH;
      const batch = order.subarray(first, first + BATCH);
      const wanted = Array.from(batch, (index) => labels[index] as number);
      const scalars = Object.entries(OPTIMIZER.feeds(step + 1, LEARNING_RATE));
      await this.#engine.run(this.#programs.step, {
        images: pictureBatch(pictures, batch),
        labels: oneHot(wanted, classes),
        ...Object.fromEntries(
          scalars.map(([name, value]) => [name, Float32Array.of(value)]),
        ),
      });
    }
  }

  /**
   * The classes that pictures look like.
   *
   * @param images `[N, 3, height, width]` in [-1, 1].
   * @returns N indices of classes.
   */
  async classify(images: Float32Array): Promise<number[]> {
    const { logits = new Float32Array() } = await this.#engine.run(
      this.#programs.evaluate,
      { images },
    );
    const count = logits.length / this.#classes;
    return Array.from({ length: count }, (_, row) => {
      const first = row * this.#classes;
      const own = logits.subarray(first, first + this.#classes);
      return own.indexOf(Math.max(...own));
    });
  }

  /** Frees the engine. */
  async close(): Promise<void> {
    await this.#engine.release();
  }
}
