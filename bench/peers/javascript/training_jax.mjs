/**
 * A step of training in jax-js, on its WebAssembly backend, with Adam by hand:
 * its optimizers are a package of their own.
 *
 * Arguments: D BATCH STEPS SECONDS. The networks are those of train/model.
 * Whatever an array is passed to takes it, so `.ref` stands where it is used
 * once more.
 *
 * @module
 */

import { batch, d, measureSteps, normals } from "./measure_steps.mjs";

// Only this folder has the package: what checks the project must not look for it.
const {
  defaultDevice,
  init,
  jit,
  lax,
  nn,
  numpy: np,
  tree,
  valueAndGrad,
} = await import(import.meta.resolve("@jax-js/jax"));

await init("wasm");
defaultDevice("wasm");
const channels = [3, d, 2 * d, 4 * d, 8 * d];
const STRIDE = [2, 2];
const PADDING = [[1, 1], [1, 1]];
/** That of a transposed convolution, whose input is spread out. */
const SPREAD_PADDING = [[2, 2], [2, 2]];

function weight(...shape) {
  const size = shape.reduce((product, length) => product * length, 1);
  return np.array(normals(size, 0.02)).reshape(shape);
}

/** Parameters of a network, Adam's moments, and statistics by layer. */
function network(parameters, normalized) {
  const norms = normalized.map((size) => ({
    weight: np.ones([size]),
    bias: np.zeros([size]),
  }));
  const all = { ...parameters, norms };
  return {
    parameters: all,
    first: tree.map(np.zerosLike, tree.ref(all)),
    second: tree.map(np.zerosLike, tree.ref(all)),
    running: normalized.map((size) => ({
      mean: np.zeros([size]),
      variance: np.ones([size]),
    })),
  };
}

let G = network({
  linear: weight(100, 16 * 8 * d),
  linearBias: np.zeros([16 * 8 * d]),
  kernels: [0, 1, 2, 3].map((i) =>
    weight(channels[4 - i], channels[3 - i], 4, 4)
  ),
  biases: [0, 1, 2, 3].map((i) => np.zeros([channels[3 - i]])),
}, [8 * d, 4 * d, 2 * d, d]);
let D = network({
  kernels: [0, 1, 2, 3].map((i) => weight(channels[i + 1], channels[i], 4, 4)),
  biases: [0, 1, 2, 3].map((i) => np.zeros([channels[i + 1]])),
  linear: weight(16 * 8 * d, 1),
  linearBias: np.zeros([1]),
}, [2 * d, 4 * d, 8 * d]);

const perChannel = (x) => x.reshape([1, -1, 1, 1]);

/** Batch normalisation in training, and the statistics of the batch. */
function normalize(x, { weight, bias }, seen) {
  const mean = x.ref.mean([0, 2, 3], { keepdims: true });
  const centered = x.sub(mean.ref);
  const variance = np.square(centered.ref).mean([0, 2, 3], { keepdims: true });
  seen.push({ mean: mean.reshape([-1]), variance: variance.ref.reshape([-1]) });
  const scale = perChannel(weight).div(np.sqrt(variance.add(1e-5)));
  return centered.mul(scale).add(perChannel(bias));
}

function generator({ linear, linearBias, kernels, biases, norms }, latent) {
  const seen = [];
  let x = np.matmul(latent, linear).add(linearBias)
    .reshape([batch, 8 * d, 4, 4]);
  for (let i = 0; i < 4; i++) {
    x = nn.relu(normalize(x, norms[i], seen));
    const kernel = np.flip(np.swapaxes(kernels[i], 0, 1), [2, 3]);
    x = lax.convGeneralDilated(x, kernel, [1, 1], SPREAD_PADDING, {
      lhsDilation: STRIDE,
    }).add(perChannel(biases[i]));
  }
  return [np.tanh(x), seen];
}

function discriminator({ linear, linearBias, kernels, biases, norms }, x) {
  const seen = [];
  for (let i = 0; i < 4; i++) {
    x = lax.convGeneralDilated(x, kernels[i], STRIDE, PADDING)
      .add(perChannel(biases[i]));
    if (i > 0) x = normalize(x, norms[i - 1], seen);
    x = nn.leakyRelu(x, 0.2);
  }
  x = np.matmul(x.reshape([batch, 16 * 8 * d]), linear).add(linearBias);
  return [x, seen];
}

/** Binary cross-entropy of logits. */
const loss = (logits, isReal) =>
  nn.softplus(isReal ? logits.neg() : logits).mean();

function follow(running, seen) {
  return running.map(({ mean, variance }, i) => ({
    mean: mean.mul(0.9).add(seen[i].mean.mul(0.1)),
    variance: variance.mul(0.9).add(seen[i].variance.mul(0.1)),
  }));
}

/** Adam's update of a network. */
function update({ parameters, first, second, running }, gradient, numbers) {
  const { stepSize, correction } = numbers;
  const nextFirst = tree.map(
    (m, g) => m.mul(0.5).add(g.mul(0.5)),
    first,
    tree.ref(gradient),
  );
  const nextSecond = tree.map(
    (v, g) => v.mul(0.999).add(np.square(g).mul(0.001)),
    second,
    gradient,
  );
  const next = tree.map(
    (p, m, v) =>
      p.sub(
        m.mul(stepSize.ref).div(np.sqrt(v).div(correction.ref).add(1e-8)),
      ),
    parameters,
    tree.ref(nextFirst),
    tree.ref(nextSecond),
  );
  stepSize.dispose();
  correction.dispose();
  return { parameters: next, first: nextFirst, second: nextSecond, running };
}

const discriminatorStep = jit((D, G, real, latent, numbers) => {
  const [fake, seenG] = generator(G.parameters, latent);
  const objective = (parameters, real, fake) => {
    const [ofReal, first] = discriminator(tree.ref(parameters), real);
    const [ofFake, second] = discriminator(parameters, fake);
    return [loss(ofReal, true).add(loss(ofFake, false)), [first, second]];
  };
  const [[value, [first, second]], gradient] = valueAndGrad(objective, {
    hasAux: true,
  })(tree.ref(D.parameters), real, fake);
  const next = update(D, gradient, numbers);
  return [
    value,
    { ...next, running: follow(follow(next.running, first), second) },
    follow(G.running, seenG),
  ];
});

const generatorStep = jit((G, D, latent, numbers) => {
  const objective = (parameters, latent, D) => {
    const [fake, seenG] = generator(parameters, latent);
    const [logits, seenD] = discriminator(D, fake);
    return [loss(logits, true), [seenG, seenD]];
  };
  const [[value, [seenG, seenD]], gradient] = valueAndGrad(objective, {
    hasAux: true,
  })(tree.ref(G.parameters), latent, D.parameters);
  const next = update(G, gradient, numbers);
  return [
    value,
    { ...next, running: follow(next.running, seenG) },
    follow(D.running, seenD),
  ];
});

let steps = 0;
const latent = () => np.array(normals(100 * batch)).reshape([batch, 100]);
const part = ({ parameters, running }) => tree.ref({ parameters, running });

async function step() {
  steps++;
  const numbers = () => ({
    stepSize: np.array([2e-4 / (1 - 0.5 ** steps)]).reshape([]),
    correction: np.array([Math.sqrt(1 - 0.999 ** steps)]).reshape([]),
  });
  const pixels = Float32Array.from(
    { length: batch * 3 * 64 * 64 },
    () => 2 * Math.random() - 1,
  );
  const real = np.array(pixels).reshape([batch, 3, 64, 64]);
  const parts = part(G);
  const [ofDiscriminator, nextD, runningG] = discriminatorStep(
    D,
    parts,
    real,
    latent(),
    numbers(),
  );
  D = nextD;
  tree.dispose(G.running);
  G.running = runningG;
  const [ofGenerator, nextG, runningD] = generatorStep(
    G,
    part(D),
    latent(),
    numbers(),
  );
  G = nextG;
  tree.dispose(D.running);
  D.running = runningD;
  const losses = [...await ofDiscriminator.data(), ...await ofGenerator.data()];
  if (!losses.every(Number.isFinite)) throw new Error(`losses are ${losses}`);
}

await measureSteps(step);
