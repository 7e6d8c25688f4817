import { permutation } from "../core/noise/random.ts";
import {
  adam,
  add,
  compile,
  conv2d,
  crossEntropy,
  type Dataset,
  type Engine,
  feed,
  GradientDescent,
  initialTensor,
  matMul,
  minimize,
  oneHot,
  openEngine,
  pictureBatch,
  type Program,
  relu,
  reshape,
  type Shape,
  state,
  type Tensors,
  type Value,
} from "../mod.ts";

/** Pictures in a batch of the training. */
export const BATCH = 100;

const LEARNING_RATE = 1e-3;
const OPTIMIZER = adam({ beta1: 0.9, beta2: 0.999, epsilon: 1e-8 });
const HALF = { stride: 2, padding: 1 };

/** What a classifier is made for. */
interface Task {
  /** Rows of a picture, a multiple of 4. */
  readonly height: number;
  /** Columns of a picture, a multiple of 4. */
  readonly width: number;
  /** Number of classes. */
  readonly classes: number;
}

/** Logits `[N, classes]` of pictures `[N, 3, H, W]`. */
function network(
  images: Value,
  { height, width, classes }: Task,
  weight: (name: string, shape: Shape) => Value,
): Value {
  const conv = (x: Value, name: string, inputs: number, outputs: number) =>
    relu(conv2d(x, weight(name, [outputs, inputs, 4, 4]), {
      ...HALF,
      bias: weight(`${name}.bias`, [outputs]),
    }));
  const features = conv(conv(images, "conv1", 3, 32), "conv2", 32, 64);
  const [rows = 1] = images.shape;
  const count = 64 * (height / 4) * (width / 4);
  const logits = matMul(
    reshape(features, [rows, count]),
    weight("linear", [classes, count]),
    { transposeB: true },
  );
  return add(logits, weight("linear.bias", [classes]));
}

/**
 * A classifier of pictures: two convolutions that halve the size, ReLU behind
 * each, and a linear layer with an output for each class.
 */
export class Classifier {
  readonly #classes: number;
  readonly #engine: Engine;
  readonly #evaluate: Program;
  readonly #descent: GradientDescent;

  private constructor(
    { classes }: Task,
    engine: Engine,
    evaluate: Program,
    descent: GradientDescent,
  ) {
    this.#classes = classes;
    this.#engine = engine;
    this.#evaluate = evaluate;
    this.#descent = descent;
  }

  /** An untrained classifier on the processor. */
  static async open(task: Task): Promise<Classifier> {
    const { height, width, classes } = task;
    const start: Tensors = new Map();
    const weights: Value[] = [];
    const images = feed("images", [BATCH, 3, height, width]);
    const judged = network(images, task, (name, shape) => {
      start.set(name, initialTensor(shape, weights.length));
      return weights[weights.push(state(name, shape)) - 1]!;
    });
    const loss = crossEntropy(judged, feed("labels", [BATCH, classes]));
    const updates = minimize(loss, weights, OPTIMIZER);
    const step = compile({ name: "step", fetches: { loss }, updates });
    const one = feed("images", [1, 3, height, width]);
    const evaluate = compile({
      name: "evaluate",
      fetches: { logits: network(one, task, state) },
      anyBatch: true,
    });
    const engine = await openEngine("cpu", [step, evaluate]);
    const descent = new GradientDescent(engine, step, OPTIMIZER);
    await descent.start(start);
    return new Classifier(task, engine, evaluate, descent);
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
      await this.#descent.step({
        images: pictureBatch(pictures, batch),
        labels: oneHot(wanted, classes),
      }, LEARNING_RATE);
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
      this.#evaluate,
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
