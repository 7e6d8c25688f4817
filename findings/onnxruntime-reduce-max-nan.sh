#!/usr/bin/env bash
# onnxruntime-web 1.30.0, WebAssembly, and onnxruntime-node 1.30.0: whether ReduceMax
# and ReduceMin give NaN depends on where the NaN is. As the first element it comes
# through, elsewhere it is passed over: the maximum of 1, NaN and 3 is 3. In NumPy and
# PyTorch it is NaN wherever one is, as a sum is here too. So the largest absolute
# value of a gradient or of weights, a usual number to watch or to clip by, looks
# sound with NaN among them; a sum does not.
# Needs: Node.js 20 or newer with npm, on x64.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . \
  onnxruntime-web@1.30.0 onnxruntime-node@1.30.0 onnx-proto@8.0.1
cat >try.mjs <<'JS'
import onnxProto from "onnx-proto";
import * as native from "onnxruntime-node";
import * as wasm from "onnxruntime-web";
const { onnx } = onnxProto;
const COUNT = 100;
const value = (name, dim) => ({
  name,
  type: { tensorType: { elemType: 1, shape: { dim } } },
});
const reductions = ["ReduceMax", "ReduceMin", "ReduceSum"];
const reduce = (opType) => ({
  opType,
  input: ["size"],
  output: [opType],
  attribute: [{ name: "keepdims", i: 0, type: 2 }],
});
const model = onnx.ModelProto.encode({
  irVersion: 8,
  opsetImport: [{ domain: "", version: 17 }],
  graph: {
    name: "reduce",
    node: [
      { opType: "Abs", input: ["gradient"], output: ["size"] },
      ...reductions.map(reduce),
    ],
    input: [value("gradient", [{ dimValue: COUNT }])],
    output: reductions.map((name) => value(name, [])),
  },
}).finish();
for (const [name, ort] of Object.entries({ wasm, native })) {
  const session = await ort.InferenceSession.create(model);
  for (const place of [undefined, 0, 1, 50, COUNT - 1]) {
    const gradient = Float32Array.from({ length: COUNT }, (_, i) => 1 + i % 3);
    if (place !== undefined) gradient[place] = NaN;
    const results = await session.run({
      gradient: new ort.Tensor("float32", gradient),
    });
    const shown = reductions.map((type) => `${type} ${results[type].data[0]}`);
    console.log(`${name}, NaN at ${place ?? "no place"}: ${shown.join(", ")}`);
  }
}
process.exit();
JS
seen=$(node try.mjs)
echo "$seen"
[[ $seen == "wasm, NaN at no place: ReduceMax 3, ReduceMin 1, ReduceSum 199
wasm, NaN at 0: ReduceMax NaN, ReduceMin NaN, ReduceSum NaN
wasm, NaN at 1: ReduceMax 3, ReduceMin 1, ReduceSum NaN
wasm, NaN at 50: ReduceMax 3, ReduceMin 1, ReduceSum NaN
wasm, NaN at 99: ReduceMax 3, ReduceMin 1, ReduceSum NaN
native, NaN at no place: ReduceMax 3, ReduceMin 1, ReduceSum 199
native, NaN at 0: ReduceMax NaN, ReduceMin NaN, ReduceSum NaN
native, NaN at 1: ReduceMax 3, ReduceMin 1, ReduceSum NaN
native, NaN at 50: ReduceMax 3, ReduceMin 1, ReduceSum NaN
native, NaN at 99: ReduceMax 3, ReduceMin 1, ReduceSum NaN" ]]
