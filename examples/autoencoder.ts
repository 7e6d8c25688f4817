/**
 * An autoencoder of pictures of 32x32 that keeps 64 numbers of each:
 *
 *     deno run -A examples/autoencoder.ts photos autoencoder.onnx
 *
 * The model makes `code` `[N, 64]` of `images` `[N, 3, 32, 32]` in [-1, 1], and
 * of that `decoded`, images again.
 */
import * as edge from "@edge-dcgan/edge-dcgan";

const { conv2d, convTranspose2d, matMul, relu, reshape } = edge;
const HALF = { stride: 2, padding: 1 };

/** The network; its weights are state that is trained, or constants. */
export function autoencoder(
  images: edge.Value,
  weight: (name: string, shape: edge.Shape) => edge.Value,
) {
  const [batch = 1] = images.shape;
  let x = relu(conv2d(images, weight("conv1", [16, 3, 4, 4]), HALF));
  x = relu(conv2d(x, weight("conv2", [32, 16, 4, 4]), HALF));
  x = reshape(x, [batch, 32 * 8 * 8]);
  const code = matMul(x, weight("encode", [64, 2048]), { transposeB: true });
  x = relu(matMul(code, weight("decode", [2048, 64]), { transposeB: true }));
  x = reshape(x, [batch, 32, 8, 8]);
  x = relu(convTranspose2d(x, weight("deconv2", [32, 16, 4, 4]), HALF));
  x = convTranspose2d(x, weight("deconv1", [16, 3, 4, 4]), HALF);
  return { decoded: edge.tanh(x), code };
}

/** Trains it: the loss of every step, the weights, and the ONNX model. */
export async function trainAutoencoder(
  dataset: edge.Dataset,
  options: { device: edge.Device; batch: number; steps: number; seed: number },
) {
  const start: edge.Tensors = new Map();
  const weights: edge.Value[] = [];
  const images = edge.feed("images", [options.batch, 3, 32, 32]);
  const { decoded } = autoencoder(images, (name, shape) => {
    start.set(name, edge.initialTensor(shape, weights.length));
    return weights[weights.push(edge.state(name, shape)) - 1]!;
  });
  const error = edge.subtract(decoded, images);
  const loss = edge.mean(edge.multiply(error, error));
  const optimizer = edge.adam({ beta1: 0.9, beta2: 0.999, epsilon: 1e-8 });
  const updates = edge.minimize(loss, weights, optimizer);
  const step = edge.compile({ name: "step", fetches: { loss }, updates });
  const engine = await edge.openEngine(options.device, [step]);
  const descent = new edge.GradientDescent(engine, step, optimizer);
  await descent.start(start);
  const batches = new edge.BatchSequence(dataset, options);
  const losses: number[] = [];
  for (let step = 0; step < options.steps; step++) {
    const { loss } = await descent.step({ images: batches.at(step) }, 1e-3);
    losses.push(loss![0]!);
  }
  const trained = await engine.getState(start.keys());
  await engine.release();
  const one = edge.feed("images", [1, 3, 32, 32]);
  const constant = (name: string, shape: edge.Shape) =>
    edge.constant(trained.get(name)!.data, shape);
  const fetches = autoencoder(one, constant);
  const { model } = edge.compile({ name: "model", fetches, anyBatch: true });
  return { losses, trained, model };
}

if (import.meta.main) {
  const [data = "demo:toon-head", file = "autoencoder.onnx"] = Deno.args;
  const size = { height: 32, width: 32, fit: "crop", demoSize: 2000 } as const;
  const rest = { background: [0, 0, 0], cache: ".cache", minimum: 64 } as const;
  const set = await edge.openDataset({ data, ...size, ...rest });
  const { device } = await edge.chooseDevice("auto");
  const options = { device, batch: 64, steps: 1000, seed: 0 };
  const { losses, model } = await trainAutoencoder(set, options);
  await Deno.writeFile(file, model);
  console.log(`${file}: loss from ${losses[0]} to ${losses.at(-1)}`);
}
