#!/usr/bin/env bash
# onnxruntime-web 1.30.0, WebAssembly: ReduceMean adds one element after the other
# in float32. A sum of ones stops growing at 2^24, so the mean of 2^25 ones is 0.5.
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
ort.env.wasm.numThreads = 1;
for (const power of [24, 25]) {
  const count = 2 ** power;
  const value = (name, dim) => ({
    name,
    type: { tensorType: { elemType: 1, shape: { dim } } },
  });
  const model = onnx.ModelProto.encode({
    irVersion: 8,
    opsetImport: [{ domain: "", version: 17 }],
    graph: {
      name: "mean",
      node: [{
        opType: "ReduceMean",
        input: ["x"],
        output: ["y"],
        attribute: [{ name: "keepdims", i: 0, type: 2 }],
      }],
      input: [value("x", [{ dimValue: count }])],
      output: [value("y", [])],
    },
  }).finish();
  const session = await ort.InferenceSession.create(model);
  const ones = new Float32Array(count).fill(1);
  const { y } = await session.run({ x: new ort.Tensor("float32", ones) });
  console.log(`mean of 2^${power} ones: ${y.data[0]}`);
}
process.exit();
JS
seen=$(node try.mjs)
echo "$seen"
[[ $seen == $'mean of 2^24 ones: 1\nmean of 2^25 ones: 0.5' ]]
