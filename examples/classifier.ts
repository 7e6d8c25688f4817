/**
 * A classifier of pictures of ten kinds in IDX files, like those of MNIST:
 *
 *     deno run -A examples/classifier.ts train-images-idx3-ubyte train-labels-idx1-ubyte
 *
 * The model, classifier.onnx, makes `logits` `[N, 10]` of `images`
 * `[N, 3, 32, 32]` in [-1, 1].
 */
import * as edge from "@edge-dcgan/edge-dcgan";

const { conv2d, matMul, relu, reshape } = edge;
const HALF = { stride: 2, padding: 1 };

/** The network; its weights are state that is trained, or constants. */
export function classifier(
  images: edge.Value,
  weight: (name: string, shape: edge.Shape) => edge.Value,
): edge.Value {
  const [batch = 1] = images.shape;
  let x = relu(conv2d(images, weight("conv1", [16, 3, 4, 4]), HALF));
  x = relu(conv2d(x, weight("conv2", [32, 16, 4, 4]), HALF));
  x = reshape(x, [batch, 32 * 8 * 8]);
  return matMul(x, weight("linear", [10, 32 * 8 * 8]), { transposeB: true });
}

/** Trains it: the loss of every step, the weights, and the ONNX model. */
export async function trainClassifier(
  dataset: edge.Dataset,
  labels: ArrayLike<number>,
  options: { device: edge.Device; batch: number; steps: number },
) {
  const { device, batch, steps } = options;
  const start: edge.Tensors = new Map();
  const weights: edge.Value[] = [];
  const images = edge.feed("images", [batch, 3, 32, 32]);
  const logits = classifier(images, (name, shape) => {
    start.set(name, edge.initialTensor(shape, weights.length));
    return weights[weights.push(edge.state(name, shape)) - 1]!;
  });
  const loss = edge.crossEntropy(logits, edge.feed("right", [batch, 10]));
  const optimizer = edge.adam({ beta1: 0.9, beta2: 0.999, epsilon: 1e-8 });
  const updates = edge.minimize(loss, weights, optimizer);
  const step = edge.compile({ name: "step", fetches: { loss }, updates });
  const engine = await edge.openEngine(device, [step]);
  const descent = new edge.GradientDescent(engine, step, optimizer);
  await descent.start(start);
  const losses: number[] = [];
  for (let first = 0; losses.length < steps; first += batch) {
    const row = (at: number) => (first + at) % dataset.count;
    const rows = Array.from({ length: batch }, (_, at) => row(at));
    const right = new Float32Array(batch * 10);
    rows.forEach((row, at) => right[10 * at + labels[row]!] = 1);
    const images = edge.pictureBatch(dataset, rows);
    losses.push((await descent.step({ images, right }, 1e-3)).loss![0]!);
  }
  const trained = await engine.getState(start.keys());
  await engine.release();
  const one = edge.feed("images", [1, 3, 32, 32]);
  const constant = (name: string, shape: edge.Shape) =>
    edge.constant(trained.get(name)!.data, shape);
  const fetches = { logits: classifier(one, constant) };
  const { model } = edge.compile({ name: "model", fetches, anyBatch: true });
  return { losses, trained, model };
}

/** Pictures and their labels in IDX files, plain or gzipped. */
export function labelledPictures(
  images: string,
  labels: string,
  cache: string,
) {
  const files = { data: `idx:${images}`, labels, cache, demoSize: 0 };
  const size = { height: 32, width: 32, minimum: 64 };
  const fit = { fit: "stretch", background: [0, 0, 0] } as const;
  return edge.openDataset({ ...files, ...size, ...fit });
}

if (import.meta.main) {
  const [images = "", labels = "", file = "classifier.onnx"] = Deno.args;
  const set = await labelledPictures(images, labels, ".cache");
  const { names, indices: numbers } = set.labels ?? { names: [], indices: [] };
  if (names.length !== 10) throw new Error(`${labels} must have ten classes`);
  const { device } = await edge.chooseDevice("auto");
  const options = { device, batch: 64, steps: 2000 };
  const { losses, model } = await trainClassifier(set, numbers, options);
  await Deno.writeFile(file, model);
  console.log(`${file}: loss from ${losses[0]} to ${losses.at(-1)}`);
}
