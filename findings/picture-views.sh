#!/usr/bin/env bash
# @jsquash/resize 2.1.1 and jimp 1.6.1: resize() and Jimp.fromBitmap() look at the
# whole memory below the array that they are given and not at the part that the array
# shows. Jimp's types allow a Uint8Array, resize() takes an ImageData, which may be
# made of any Uint8ClampedArray. So pictures that are cut out of a batch with
# subarray(), as one does with what a network painted, all come out as the first of
# the batch, and nothing is reported. Copies, made with slice(), come out rightly.
# @jsquash/jpeg 1.6.0 heeds what the array shows.
# Needs: Node.js 20 or newer with npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . \
  @jsquash/resize@2.1.1 @jsquash/jpeg@1.6.0 jimp@1.6.1
cat >try.mjs <<'JS'
import { readFile } from "node:fs/promises";
import encode, { init } from "@jsquash/jpeg/encode.js";
import resize, { initResize } from "@jsquash/resize";
import { Jimp } from "jimp";
const compile = async (file) =>
  await WebAssembly.compile(await readFile(`node_modules/@jsquash/${file}`));
await initResize(await compile("resize/lib/resize/pkg/squoosh_resize_bg.wasm"));
await init(await compile("jpeg/codec/enc/mozjpeg_enc.wasm"));
const SIDE = 8;
const LENGTH = 4 * SIDE ** 2;
/** Three pictures, one behind the other: red, green and blue. */
const colours = { red: [255, 0, 0], green: [0, 255, 0], blue: [0, 0, 255] };
const batch = Uint8ClampedArray.from(
  Object.values(colours).flatMap((rgb) => Array(SIDE ** 2).fill([...rgb, 255]).flat()),
);
const to = { width: 4, height: 4 };
const libraries = {
  "@jsquash/resize": async (data) =>
    (await resize(new ImageData(data, SIDE, SIDE), to)).data,
  jimp: (data) =>
    Jimp.fromBitmap({ data, width: SIDE, height: SIDE }).resize({ w: 4, h: 4 }).bitmap
      .data,
  "@jsquash/jpeg": async (data) => {
    const file = await encode(new ImageData(data, SIDE, SIDE));
    return (await Jimp.read(file)).bitmap.data;
  },
};
for (const [name, paint] of Object.entries(libraries)) {
  for (const way of ["subarray", "slice"]) {
    const seen = [];
    for (let at = 0; at < batch.length; at += LENGTH) {
      const pixels = await paint(batch[way](at, at + LENGTH));
      const [colour] = Object.entries(colours).find(([, rgb]) =>
        rgb.every((part, i) => Math.abs(part - pixels[i]) < 9)
      );
      seen.push(colour);
    }
    console.log(`${name}, ${way}(): ${seen.join(", ")}`);
  }
}
JS
seen=$(node try.mjs)
echo "$seen"
[[ $seen == "@jsquash/resize, subarray(): red, red, red
@jsquash/resize, slice(): red, green, blue
jimp, subarray(): red, red, red
jimp, slice(): red, green, blue
@jsquash/jpeg, subarray(): red, green, blue
@jsquash/jpeg, slice(): red, green, blue" ]]
