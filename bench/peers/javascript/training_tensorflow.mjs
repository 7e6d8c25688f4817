/**
 * A step of training in TensorFlow.js, on its own CPU backend: that for
 * WebAssembly has no gradients of convolutions.
 *
 * Arguments: D BATCH STEPS SECONDS. The networks are those of train/model, with
 * channels last.
 *
 * @module
 */

import { batch, d, measureSteps, normals } from "./measure_steps.mjs";

// Only this folder has the package: what checks the project must not look for it.
const tf = await import(import.meta.resolve("@tensorflow/tfjs"));

await tf.setBackend("cpu");
const channels = [3, d, 2 * d, 4 * d, 8 * d];
const EPSILON = 1e-5;

function weight(...shape) {
  const size = shape.reduce((product, length) => product * length, 1);
  return tf.variable(tf.tensor(normals(size, 0.02), shape));
}

function affine(size) {
  return {
    weight: tf.variable(tf.ones([size])),
    bias: tf.variable(tf.zeros([size])),
    mean: tf.variable(tf.zeros([size]), false),
    variance: tf.variable(tf.ones([size]), false),
  };
}

const bias = (size) => tf.variable(tf.zeros([size]));
const G = {
  linear: weight(100, 16 * 8 * d),
  linearBias: bias(16 * 8 * d),
  norms: [8 * d, 4 * d, 2 * d, d].map(affine),
  kernels: [0, 1, 2, 3].map((i) =>
    weight(4, 4, channels[3 - i], channels[4 - i])
  ),
  biases: [0, 1, 2, 3].map((i) => bias(channels[3 - i])),
};
const D = {
  kernels: [0, 1, 2, 3].map((i) => weight(4, 4, channels[i], channels[i + 1])),
  biases: [0, 1, 2, 3].map((i) => bias(channels[i + 1])),
  norms: [2 * d, 4 * d, 8 * d].map(affine),
  linear: weight(16 * 8 * d, 1),
  linearBias: bias(1),
};

/** Batch normalisation in training, which moves the running statistics. */
function normalize(x, { weight, bias, mean, variance }) {
  const now = tf.moments(x, [0, 1, 2]);
  mean.assign(mean.mul(0.9).add(now.mean.mul(0.1)));
  variance.assign(variance.mul(0.9).add(now.variance.mul(0.1)));
  return tf.batchNorm(x, now.mean, now.variance, bias, weight, EPSILON);
}

function generator(latent) {
  let x = latent.matMul(G.linear).add(G.linearBias)
    .reshape([batch, 4, 4, 8 * d]);
  for (let i = 0; i < 4; i++) {
    x = normalize(x, G.norms[i]).relu();
    const size = 8 * 2 ** i;
    const shape = [batch, size, size, channels[3 - i]];
    x = tf.conv2dTranspose(x, G.kernels[i], shape, 2, 1).add(G.biases[i]);
  }
  return x.tanh();
}

function discriminator(pictures) {
  let x = pictures;
  for (let i = 0; i < 4; i++) {
    x = tf.conv2d(x, D.kernels[i], 2, 1).add(D.biases[i]);
    if (i > 0) x = normalize(x, D.norms[i - 1]);
    x = x.leakyRelu(0.2);
  }
  return x.reshape([batch, 16 * 8 * d]).matMul(D.linear).add(D.linearBias);
}

/** Binary cross-entropy of logits. */
const loss = (logits, isReal) =>
  tf.softplus(isReal ? logits.neg() : logits).mean();

const parameters = ({ kernels, biases, norms, linear, linearBias }) => [
  ...kernels,
  ...biases,
  ...norms.flatMap(({ weight, bias }) => [weight, bias]),
  linear,
  linearBias,
];
const optimizers = [0, 1].map(() => tf.train.adam(2e-4, 0.5, 0.999, 1e-8));
const latent = () => tf.tensor(normals(100 * batch), [batch, 100]);

function step() {
  const losses = tf.tidy(() => {
    const real = tf.randomUniform([batch, 64, 64, 3], -1, 1);
    const fake = generator(latent());
    const ofDiscriminator = optimizers[0].minimize(
      () =>
        loss(discriminator(real), true).add(loss(discriminator(fake), false)),
      true,
      parameters(D),
    );
    const ofGenerator = optimizers[1].minimize(
      () => loss(discriminator(generator(latent())), true),
      true,
      parameters(G),
    );
    return [ofDiscriminator.dataSync()[0], ofGenerator.dataSync()[0]];
  });
  if (!losses.every(Number.isFinite)) throw new Error(`losses are ${losses}`);
}

await measureSteps(step);
