#!/usr/bin/env bash
# onnxruntime-web 1.30.0: on WebGPU, Slice with a negative step ignores its start
# and begins at the last element. Elements 3, 2, 1 of 0…5 come out as 5, 4, 3; the
# WebAssembly build takes the right ones.
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
const value = (name, dimValue) => ({
  name,
  type: { tensorType: { elemType: 1, shape: { dim: [{ dimValue }] } } },
});
const bounds = { starts: 3, ends: 0, axes: 0, steps: -1 };
const model = onnx.ModelProto.encode({
  irVersion: 8,
  opsetImport: [{ domain: "", version: 17 }],
  graph: {
    name: "slice",
    node: [{
      opType: "Slice",
      input: ["x", ...Object.keys(bounds)],
      output: ["y"],
    }],
    input: [value("x", 6)],
    output: [value("y", 3)],
    initializer: Object.entries(bounds).map(([name, bound]) => ({
      name,
      dataType: 7,
      dims: [1],
      rawData: new Uint8Array(BigInt64Array.of(BigInt(bound)).buffer),
    })),
  },
}).finish();
for (const [name, ort] of Object.entries({ wasm, webgpu })) {
  const session = await ort.InferenceSession.create(model, {
    executionProviders: [name],
  });
  const x = new ort.Tensor("float32", [0, 1, 2, 3, 4, 5], [6]);
  const { y } = await session.run({ x });
  console.log(`${name}: ${[...await y.getData()].join(" ")}`);
}
Deno.exit();
JS
export XDG_RUNTIME_DIR=$folder
seen=$(node_modules/.bin/deno run -A --node-modules-dir=manual try.mjs)
echo "$seen"
[[ $seen == $'wasm: 3 2 1\nwebgpu: 5 4 3' ]]
