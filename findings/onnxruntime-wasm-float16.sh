#!/usr/bin/env bash
# onnxruntime-web 1.30.0, WebAssembly: a float16 graph is computed in float32 from
# end to end, though every tensor between its casts is float16 and all optimizations
# are off. Between nodes nothing is rounded and nothing overflows: (h + h) - h of
# 60000 is 60000, where h + h is infinite in float16, and 2049.4 comes out as
# 2049.4, which float16 cannot hold, although the graph itself casts it to float16
# first. Fetching h + h as well shows infinity there and still 60000 behind it. On
# WebGPU the same model gives what float16 gives. So trying mixed precision, or the
# scale of a loss, without a GPU says nothing about overflow or underflow on one.
# Only Cast to float16 and straight back rounds.
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
const [FLOAT, FLOAT16] = [1, 10];
const value = (name, elemType) => ({
  name,
  type: { tensorType: { elemType, shape: { dim: [{ dimValue: 2 }] } } },
});
const node = (opType, input, output, to) => ({
  opType,
  input,
  output: [output],
  ...to && { attribute: [{ name: "to", i: to, type: 2 }] },
});
const h = node("Cast", ["x"], "h", FLOAT16);
const sum = [
  h,
  node("Add", ["h", "h"], "s"),
  node("Sub", ["s", "h"], "d"),
  node("Cast", ["d"], "y", FLOAT),
];
const y = value("y", FLOAT);
const graphs = {
  "there and back": [[h, node("Cast", ["h"], "y", FLOAT)], [y]],
  "(h + h) - h": [sum, [y]],
  "(h + h) - h, with h + h": [sum, [y, value("s", FLOAT16)]],
};
for (const [title, [nodes, output]] of Object.entries(graphs)) {
  const model = onnx.ModelProto.encode({
    irVersion: 8,
    opsetImport: [{ domain: "", version: 17 }],
    graph: { name: "half", node: nodes, input: [value("x", FLOAT)], output },
  }).finish();
  for (const [name, ort] of Object.entries({ wasm, webgpu })) {
    const session = await ort.InferenceSession.create(model, {
      executionProviders: [name],
      graphOptimizationLevel: "disabled",
    });
    const x = new ort.Tensor("float32", [60000, 2049.4], [2]);
    const { y, s } = await session.run({ x });
    let line = [...await y.getData()].map((one) => +one.toFixed(2)).join(" ");
    if (s) {
      const data = await s.getData();
      const bits = new Uint16Array(data.buffer, data.byteOffset, 2);
      line += `; h + h ${bits[0] === 0x7c00 ? "infinite" : "finite"}`;
    }
    console.log(`${title}, ${name}: ${line}`);
  }
}
Deno.exit();
JS
export XDG_RUNTIME_DIR=$folder
seen=$(node_modules/.bin/deno run -A --node-modules-dir=manual try.mjs)
echo "$seen"
[[ $seen == "there and back, wasm: 60000 2050
there and back, webgpu: 60000 2050
(h + h) - h, wasm: 60000 2049.4
(h + h) - h, webgpu: Infinity 2050
(h + h) - h, with h + h, wasm: 60000 2049.4; h + h infinite
(h + h) - h, with h + h, webgpu: Infinity 2050; h + h infinite" ]]
