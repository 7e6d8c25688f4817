#!/usr/bin/env bash
# @jsquash/resize 2.1.1: resize() with fitMethod "contain" destroys the picture that
# it is given. To cut it to the proportions asked for, it moves the rows together
# within the memory of the caller. The result is right, once: the original is torn
# from then on, and so is whatever is made of it next, another size say. The README
# has "contain" as a way to crop and nothing of this. fitMethod "stretch", the
# default, leaves the original alone.
# Needs: Node.js 20 or newer with npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @jsquash/resize@2.1.1
cat >try.mjs <<'JS'
import { readFile } from "node:fs/promises";
import resize, { initResize } from "@jsquash/resize";
const wasm = "node_modules/@jsquash/resize/lib/resize/pkg/squoosh_resize_bg.wasm";
await initResize(await WebAssembly.compile(await readFile(wasm)));
const [WIDTH, HEIGHT] = [8, 4];
/** Columns from black at the left to white at the right. */
const data = new Uint8ClampedArray(4 * WIDTH * HEIGHT).fill(255);
for (let i = 0; i < WIDTH * HEIGHT; i++) data.fill(36 * (i % WIDTH), 4 * i, 4 * i + 3);
const picture = new ImageData(data, WIDTH, HEIGHT);
const reds = ({ data, width }) => {
  const red = [...data].filter((_, i) => i % 4 === 0);
  const rows = [];
  while (red.length > 0) rows.push(red.splice(0, width).join(" "));
  return rows.join(", ");
};
const options = { width: 2, height: 2, method: "triangle" };
console.log(`original: ${reds(picture)}`);
for (const fitMethod of ["stretch", "contain", "contain", "stretch"]) {
  const made = await resize(picture, { ...options, fitMethod });
  console.log(`${fitMethod}: ${reds(made)}`);
}
console.log(`afterwards: ${reds(picture)}`);
JS
seen=$(node try.mjs)
echo "$seen"
[[ $seen == "original: 0 36 72 108 144 180 216 252, 0 36 72 108 144 180 216 252, 0 36 72 108 144 180 216 252, 0 36 72 108 144 180 216 252
stretch: 86 192, 86 192
contain: 101 156, 101 156
contain: 148 118, 111 151
stretch: 127 144, 93 185
afterwards: 144 180 72 108 144 180 72 108, 72 108 144 180 72 108 144 180, 0 36 72 108 144 180 216 252, 0 36 72 108 144 180 216 252" ]]
