#!/usr/bin/env bash
# onnxruntime-web 1.30.0: on WebGPU a NaN does not survive common operators.
# Relu(NaN) is 0, and Softmax of a row with a NaN is all zeros; the WebAssembly
# build gives NaN for both. A weight that became NaN below a Relu leaves the loss
# finite, so a training loop that looks at losses alone never notices.
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
const dim = [{ dimValue: 1 }, { dimValue: 3 }];
const value = (name) => ({
  name,
  type: { tensorType: { elemType: 1, shape: { dim } } },
});
for (const opType of ["Relu", "Softmax"]) {
  const model = onnx.ModelProto.encode({
    irVersion: 8,
    opsetImport: [{ domain: "", version: 17 }],
    graph: {
      name: opType,
      node: [{ opType, input: ["x"], output: ["y"] }],
      input: [value("x")],
      output: [value("y")],
    },
  }).finish();
  for (const [name, ort] of Object.entries({ wasm, webgpu })) {
    const session = await ort.InferenceSession.create(model, {
      executionProviders: [name],
    });
    const x = new ort.Tensor("float32", [NaN, -1, 2], [1, 3]);
    const { y } = await session.run({ x });
    console.log(`${opType} on ${name}: ${[...await y.getData()].join(" ")}`);
  }
}
Deno.exit();
JS
export XDG_RUNTIME_DIR=$folder
seen=$(node_modules/.bin/deno run -A --node-modules-dir=manual try.mjs)
echo "$seen"
[[ $seen == "Relu on wasm: NaN 0 2
Relu on webgpu: 0 0 2
Softmax on wasm: NaN NaN NaN
Softmax on webgpu: 0 0 0" ]]
