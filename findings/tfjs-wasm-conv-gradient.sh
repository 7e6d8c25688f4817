#!/usr/bin/env bash
# TensorFlow.js 4.22: the WebAssembly backend computes conv2d but not its
# gradient by the filter, so no convolutional network trains on it: the kernel
# Conv2DBackpropFilter is registered for the plain "cpu" backend only.
# Needs: Node.js 20 or newer with npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . \
  @tensorflow/tfjs@4.22.0 @tensorflow/tfjs-backend-wasm@4.22.0
cat >try.mjs <<'JS'
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
await tf.ready();
const picture = tf.ones([1, 8, 8, 3]);
const filter = tf.ones([4, 4, 3, 2]);
const output = (filter) => tf.conv2d(picture, filter, 2, "same").sum();
for (const backend of ["cpu", "wasm"]) {
  await tf.setBackend(backend);
  const value = output(tf.clone(filter)).dataSync()[0];
  let gradient;
  try {
    gradient = `shape ${tf.grad(output)(filter).shape}`;
  } catch (error) {
    gradient = error.message;
  }
  console.log(`${backend}: conv2d ${value}, gradient: ${gradient}`);
}
JS
seen=$(node try.mjs | grep -E '^(cpu|wasm):')
echo "$seen"
grep -q '^cpu: .*gradient: shape 4,4,3,2' <<<"$seen"
grep -q "^wasm: .*Kernel 'Conv2DBackpropFilter' not registered" <<<"$seen"
