#!/usr/bin/env bash
# omggif 1.0.10: interlaced GIFs of two to four rows lose rows. The first pass of
# interlacing takes every eighth row from row 0, the second from row 4, the third
# every fourth from row 2, the last every second from row 1. A picture of less
# than five rows has nothing in the second pass, but omggif puts the next row of
# the file there, beyond the end, and goes on in the wrong place: of four rows the
# second shows the fourth, and the fourth stays transparent. gifuct-js 2.1.2 reads
# the same files rightly. Rules and dividers are such pictures; Jimp 1.6.1 reads
# GIFs with omggif.
# Needs: Node.js 20 or newer with npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . omggif@1.0.10 gifuct-js@2.1.2
cat >try.cjs <<'JS'
const { GifReader } = require("omggif");
const { parseGIF, decompressFrames } = require("gifuct-js");
/** A GIF of one column whose rows are the greys 2, 4, 6 … from the top. */
function gif(rows, interlaced) {
  const passes = interlaced ? [[0, 8], [4, 8], [2, 4], [1, 2]] : [[0, 1]];
  const order = passes.flatMap(([from, step]) =>
    Array.from({ length: rows }, (_, row) => row)
      .filter((row) => row >= from && (row - from) % step === 0)
  );
  const colours = Array.from({ length: 128 }, (_, i) => [2 * i, 2 * i, 2 * i]);
  // Codes of eight bits, as long as they are few: clear, the colours, the end.
  const codes = [128, ...order.map((row) => row + 1), 129];
  return Buffer.from([
    ...Buffer.from("GIF89a"), 1, 0, rows, 0, 0xf6, 0, 0, ...colours.flat(),
    0x2c, 0, 0, 0, 0, 1, 0, rows, 0, interlaced ? 0x40 : 0,
    7, codes.length, ...codes, 0, 0x3b,
  ]);
}
const reds = (rgba) => [...rgba].filter((_, i) => i % 4 === 0).join(" ");
function omggif(file) {
  const reader = new GifReader(file);
  const rgba = new Uint8Array(4 * reader.width * reader.height);
  reader.decodeAndBlitFrameRGBA(0, rgba);
  return reds(rgba);
}
const gifuct = (file) => reds(decompressFrames(parseGIF(file), true)[0].patch);
for (const rows of [1, 2, 3, 4, 5, 9]) {
  const file = gif(rows, true);
  console.log(`${rows} rows: omggif ${omggif(file)}, gifuct-js ${gifuct(file)}`);
}
console.log(`4 rows, not interlaced: omggif ${omggif(gif(4, false))}`);
JS
seen=$(node try.cjs)
echo "$seen"
[[ $seen == "1 rows: omggif 2, gifuct-js 2
2 rows: omggif 2 0, gifuct-js 2 4
3 rows: omggif 2 0 4, gifuct-js 2 4 6
4 rows: omggif 2 8 4 0, gifuct-js 2 4 6 8
5 rows: omggif 2 4 6 8 10, gifuct-js 2 4 6 8 10
9 rows: omggif 2 4 6 8 10 12 14 16 18, gifuct-js 2 4 6 8 10 12 14 16 18
4 rows, not interlaced: omggif 2 4 6 8" ]]
