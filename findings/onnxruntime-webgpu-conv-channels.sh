#!/usr/bin/env bash
# onnxruntime-web 1.30.0: on WebGPU, Conv gives wrong numbers where the input has
# 6, 9, 18 … channels (more than 3, a multiple of 3 and not of 4) and the output a
# multiple of 4. With other counts it agrees with the WebAssembly build. Weight
# gradients, whose channels are the pictures of a batch, meet this at batch 6.
# Needs: Node.js 20 or newer with npm, and a Vulkan driver (Mesa's lavapipe will do).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . \
  deno@2.9.6 onnxruntime-web@1.30.0 onnx-proto@8.0.1
cat >try.mjs <<'JS'
import onnxProto from "onnx-proto";
import * as wasm from "onnxruntime-web";
import * as webgpu from "onnxruntime-web/webgpu";
const { onnx } = onnxProto;
const SIDE = 5;
const value = (name, shape) => ({
  name,
  type: {
    tensorType: {
      elemType: 1,
      shape: { dim: shape.map((dimValue) => ({ dimValue })) },
    },
  },
});
const small = (count, period) =>
  Float32Array.from({ length: count }, (_, i) => i % period - 2);
for (const [from, to] of [[4, 4], [6, 3], [6, 4], [9, 8]]) {
  const shapes = {
    x: [1, from, SIDE, SIDE],
    w: [to, from, 3, 3],
    y: [1, to, SIDE, SIDE],
  };
  const model = onnx.ModelProto.encode({
    irVersion: 8,
    opsetImport: [{ domain: "", version: 17 }],
    graph: {
      name: "conv",
      node: [{
        opType: "Conv",
        input: ["x", "w"],
        output: ["y"],
        attribute: [{ name: "pads", ints: [1, 1, 1, 1], type: 7 }],
      }],
      input: [value("x", shapes.x), value("w", shapes.w)],
      output: [value("y", shapes.y)],
    },
  }).finish();
  const results = [];
  for (const [name, ort] of Object.entries({ wasm, webgpu })) {
    const session = await ort.InferenceSession.create(model, {
      executionProviders: [name],
    });
    const x = small(from * SIDE * SIDE, 7);
    const w = small(to * from * 9, 5);
    const { y } = await session.run({
      x: new ort.Tensor("float32", x, shapes.x),
      w: new ort.Tensor("float32", w, shapes.w),
    });
    results.push(await y.getData());
  }
  const [a, b] = results;
  const gap = Math.max(...a.map((one, i) => Math.abs(one - b[i])));
  console.log(`${from} to ${to} channels: largest difference ${gap}`);
}
Deno.exit();
JS
export XDG_RUNTIME_DIR=$folder
seen=$(node_modules/.bin/deno run -A --node-modules-dir=manual try.mjs)
echo "$seen"
[[ $seen == "4 to 4 channels: largest difference 0
6 to 3 channels: largest difference 0
6 to 4 channels: largest difference "[1-9]*"
9 to 8 channels: largest difference "[1-9]* ]]
