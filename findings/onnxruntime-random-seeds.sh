#!/usr/bin/env bash
# onnxruntime-web 1.30.0, WebAssembly: the seeds of its random operators are not
# independent. Their generator is C++'s multiplicative one: number n of seed s is
# s * 48271^n modulo 2^31 - 1, and nothing mixes the seed first. So the numbers of
# seed s are those of seed 1 times s, modulo 1: noise of seeds 1, 2, 3 … lies on a
# line that wraps around. The first number of RandomUniform is about s / 44489:
# below 0.0023 for all seeds to 100. Dropout in training mode with ratio 0.5 drops
# the first element in its first run under every seed to 22244. Of the seed, a float,
# the integer part counts, and 0 counts as 1: seeds 0, 0.5 and 1 give the same
# numbers. So samples that a graph draws under seeds 1, 2, 3 … depend on each other,
# and uniform ones all begin with almost nothing.
# Needs: Node.js 20 or newer with npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . \
  onnxruntime-web@1.30.0 onnx-proto@8.0.1
cat >try.mjs <<'JS'
import onnxProto from "onnx-proto";
import * as ort from "onnxruntime-web";
const { onnx } = onnxProto;
const COUNT = 1000;
const value = (name) => ({
  name,
  type: { tensorType: { elemType: 1, shape: { dim: [{ dimValue: COUNT }] } } },
});
/** What the first run of a graph of one node gives. */
async function first(node, input = [], initializer = []) {
  const model = onnx.ModelProto.encode({
    irVersion: 8,
    opsetImport: [{ domain: "", version: 17 }],
    graph: {
      name: "random",
      node: [{ ...node, output: ["y"] }],
      input,
      initializer,
      output: [value("y")],
    },
  }).finish();
  const session = await ort.InferenceSession.create(model);
  const x = new ort.Tensor("float32", new Float32Array(COUNT).fill(1));
  const { y } = await session.run(input.length > 0 ? { x } : {});
  await session.release();
  return y.data;
}
const uniform = (seed) =>
  first({
    opType: "RandomUniform",
    attribute: [
      { name: "shape", ints: [COUNT], type: 7 },
      { name: "seed", f: seed, type: 1 },
    ],
  });
const dropout = (seed) =>
  first(
    {
      opType: "Dropout",
      input: ["x", "ratio", "training"],
      attribute: [{ name: "seed", i: seed, type: 2 }],
    },
    [value("x")],
    [
      { name: "ratio", dataType: 1, floatData: [0.5] },
      { name: "training", dataType: 9, int32Data: [1] },
    ],
  );
const seeds = Array.from({ length: 100 }, (_, i) => i + 1);
const one = await uniform(1);
let greatest = 0;
let gap = 0;
for (const seed of seeds) {
  const numbers = await uniform(seed);
  greatest = Math.max(greatest, numbers[0]);
  numbers.forEach((number, i) => {
    const apart = number - seed * one[i];
    gap = Math.max(gap, Math.abs(apart - Math.round(apart)));
  });
}
const begins = [one, await uniform(2), await uniform(3)].map(([begin]) => begin);
console.log(`seeds 1 to 3: ${begins.join(" ")}`);
console.log(`greatest first number of seeds 1 to 100: ${greatest}`);
console.log(`farthest from s times those of seed 1, modulo 1: ${gap.toFixed(4)}`);
for (const seed of [0, 0.5, 2]) {
  const same = (await uniform(seed)).every((number, i) => number === one[i]);
  console.log(`seed ${seed}: ${same ? "the same as" : "others than"} seed 1`);
}
let [dropped, all] = [0, 0];
for (const seed of seeds) {
  const kept = await dropout(seed);
  dropped += kept[0] === 0 ? 1 : 0;
  all += kept.filter((number) => number === 0).length / COUNT;
}
console.log(
  `Dropout, dropped under 100 seeds: first element ${dropped}, any ${Math.round(all)}`,
);
process.exit();
JS
seen=$(node try.mjs)
echo "$seen"
[[ $seen == "seeds 1 to 3: 0.000022477470338344574 0.000044955406337976456 0.00006743334233760834
greatest first number of seeds 1 to 100: 0.002247793134301901
farthest from s times those of seed 1, modulo 1: 0.0000
seed 0: the same as seed 1
seed 0.5: the same as seed 1
seed 2: others than seed 1
Dropout, dropped under 100 seeds: first element 100, any 50" ]]
