#!/usr/bin/env bash
# @jsquash/png 3.1.1: encode() with bitDepth 16 writes the two bytes of every
# sample in the order of the machine, little-endian, where PNG wants the high
# byte first. A reader sees 0x3412 for a sample of 0x1234.
# Needs: Node.js 20 or newer with npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @jsquash/png@3.1.1
cat >try.mjs <<'JS'
import { readFile } from "node:fs/promises";
import { inflateSync } from "node:zlib";
import encode, { init } from "@jsquash/png/encode.js";
const wasm = "node_modules/@jsquash/png/codec/pkg/squoosh_png_bg.wasm";
await init(await WebAssembly.compile(await readFile(wasm)));
const data = new Uint16Array([0x1234, 0x00ff, 0xff00, 0xffff]);
const png = Buffer.from(
  await encode({ data, width: 1, height: 1 }, { bitDepth: 16 }),
);
for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
  if (png.toString("latin1", at + 4, at + 8) !== "IDAT") continue;
  const [, ...samples] = inflateSync(
    png.subarray(at + 8, at + 8 + png.readUInt32BE(at)),
  );
  console.log(`samples in the file: ${Buffer.from(samples).toString("hex")}`);
}
JS
seen=$(node try.mjs)
echo "samples given:       123400ffff00ffff"
echo "$seen"
[[ $seen == "samples in the file: 3412ff0000ffffff" ]]
