#!/usr/bin/env bash
# onnxruntime-common 1.30.0, which onnxruntime-web and onnxruntime-node hand on:
# Tensor.toImageData() paints other pictures than the tensor holds, without a word.
# A tensor of one channel comes out red, for green and blue are read beyond its end.
# With tensorLayout "NHWC" height and width are taken rightly, but the numbers are
# still read as planes. With format "BGR" nothing is swapped, though fromImage() with
# tensorFormat "BGR" swaps. And `norm` means another thing than in fromImage(): that
# makes (pixel + bias) / mean, this (value - bias) * mean. So the norm that gives -1
# to 1 turns all of it white on the way back; that way needs { mean: 127.5, bias: -1 }.
# Needs: Node.js 20 or newer with npm. The canvas is that of @napi-rs/canvas.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . \
  onnxruntime-common@1.30.0 @napi-rs/canvas@1.1.1
cat >try.mjs <<'JS'
import { createCanvas, ImageData } from "@napi-rs/canvas";
import { Tensor } from "onnxruntime-common";
globalThis.ImageData = ImageData;
globalThis.OffscreenCanvas = class {
  constructor(width, height) {
    return createCanvas(width, height);
  }
  static [Symbol.hasInstance](canvas) {
    return typeof canvas?.getContext === "function";
  }
};
/** Red, green and blue of the pixels of a tensor. */
function painted(data, dims, options) {
  const picture = new Tensor("float32", data, dims).toImageData(options);
  return [...picture.data].filter((_, i) => i % 4 < 3).join(" ")
    .replace(/(\S+ \S+ \S+) /g, "$1, ");
}
console.log(`grey 0 and 255: ${painted([0, 1], [1, 1, 1, 2])}`);
const [orange, blue] = [[1, 0.6, 0], [0, 0, 1]];
const planes = orange.flatMap((part, i) => [part, blue[i]]);
console.log(`orange and blue, NCHW: ${painted(planes, [1, 3, 1, 2])}`);
const pixels = [...orange, ...blue];
const last = { tensorLayout: "NHWC", format: "RGB" };
console.log(`the same, NHWC: ${painted(pixels, [1, 1, 2, 3], last)}`);
const picture = () =>
  new ImageData(Uint8ClampedArray.of(255, 153, 0, 255, 0, 0, 255, 255), 2, 1);
const there = { tensorFormat: "BGR" };
const bgr = await Tensor.fromImage(picture(), there);
console.log(`BGR there: ${[...bgr.data].map((part) => part.toFixed(1)).join(" ")}`);
console.log(`BGR and back: ${painted(bgr.data, bgr.dims, { format: "BGR" })}`);
const norm = { mean: 127.5, bias: -127.5 };
const { data, dims } = await Tensor.fromImage(picture(), { norm });
console.log(`-1 to 1 there: ${[...data].map((part) => part.toFixed(1)).join(" ")}`);
for (const way of [norm, { mean: 127.5, bias: -1 }]) {
  const back = painted(data, dims, { norm: way, format: "RGB" });
  console.log(`and back, bias ${way.bias}: ${back}`);
}
JS
seen=$(node try.mjs)
echo "$seen"
[[ $seen == "grey 0 and 255: 0 0 0, 255 0 0
orange and blue, NCHW: 255 153 0, 0 0 255
the same, NHWC: 255 0 0, 153 0 255
BGR there: 0.0 1.0 0.6 0.0 1.0 0.0
BGR and back: 0 153 255, 255 0 0
-1 to 1 there: 1.0 -1.0 0.2 -1.0 -1.0 1.0
and back, bias -127.5: 255 255 255, 255 255 255
and back, bias -1: 255 153 0, 0 0 255" ]]
