#!/usr/bin/env bash
# upng-js 2.1.0: grey PNGs of 1, 2 or 4 bits a pixel are torn unless their width
# fills whole bytes. In PNG every row begins with a byte of its own, and what is left
# of the last byte of a row means nothing; toRGBA8() goes on reading in it, so each
# row is shifted against the one above. The README promises all depths. Pictures
# with a palette are right, and so is all in the fork @pdf-lib/upng 1.0.1. Masks,
# scanned pages and drawings are such files.
# Needs: Node.js 20 or newer with npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . \
  upng-js@2.1.0 @pdf-lib/upng@1.0.1 crc-32@1.2.2
cat >try.cjs <<'JS'
const { deflateSync } = require("node:zlib");
const { buf } = require("crc-32");
const [GREY, PALETTE] = [0, 3];
function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name), Buffer.from(data)]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeInt32BE(buf(body), body.length + 4);
  return frame;
}
/** A black PNG of four rows with a white diagonal. */
function png(width, depth, type) {
  const rows = Array.from({ length: 4 }, (_, row) => {
    const pixels = Array(width).fill("0".repeat(depth));
    const colour = type === GREY ? 2 ** depth - 1 : 1;
    pixels[row] = colour.toString(2).padStart(depth, "0");
    const bytes = pixels.join("").match(/.{1,8}/g);
    return [0, ...bytes.map((byte) => parseInt(byte.padEnd(8, "0"), 2))];
  });
  return new Uint8Array(Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk("IHDR", [0, 0, 0, width, 0, 0, 0, 4, depth, type, 0, 0, 0]),
    ...(type === PALETTE ? [chunk("PLTE", [0, 0, 0, 255, 255, 255])] : []),
    chunk("IDAT", deflateSync(Buffer.from(rows.flat()))),
    chunk("IEND", []),
  ])).buffer;
}
for (const name of ["upng-js", "@pdf-lib/upng"]) {
  const UPNG = require(name).default ?? require(name);
  for (const [kind, type] of Object.entries({ grey: GREY, palette: PALETTE })) {
    for (const [depth, width] of [[1, 8], [1, 5], [2, 5], [4, 5]]) {
      const rgba = new Uint8Array(
        UPNG.toRGBA8(UPNG.decode(png(width, depth, type)))[0],
      );
      const rows = Array.from({ length: 4 }, (_, row) =>
        Array.from({ length: width }, (_, column) =>
          rgba[4 * (row * width + column)] > 127 ? "#" : "."
        ).join(""));
      console.log(`${name}, ${kind}, ${depth} bits, ${width} wide: ${rows.join(" ")}`);
    }
  }
}
JS
seen=$(node try.cjs)
echo "$seen"
[[ $seen == "upng-js, grey, 1 bits, 8 wide: #....... .#...... ..#..... ...#....
upng-js, grey, 1 bits, 5 wide: #.... ....# ..... ...#.
upng-js, grey, 2 bits, 5 wide: #.... ....# ..... ...#.
upng-js, grey, 4 bits, 5 wide: #.... ..#.. ....# .....
upng-js, palette, 1 bits, 8 wide: #....... .#...... ..#..... ...#....
upng-js, palette, 1 bits, 5 wide: #.... .#... ..#.. ...#.
upng-js, palette, 2 bits, 5 wide: #.... .#... ..#.. ...#.
upng-js, palette, 4 bits, 5 wide: #.... .#... ..#.. ...#.
@pdf-lib/upng, grey, 1 bits, 8 wide: #....... .#...... ..#..... ...#....
@pdf-lib/upng, grey, 1 bits, 5 wide: #.... .#... ..#.. ...#.
@pdf-lib/upng, grey, 2 bits, 5 wide: #.... .#... ..#.. ...#.
@pdf-lib/upng, grey, 4 bits, 5 wide: #.... .#... ..#.. ...#.
@pdf-lib/upng, palette, 1 bits, 8 wide: #....... .#...... ..#..... ...#....
@pdf-lib/upng, palette, 1 bits, 5 wide: #.... .#... ..#.. ...#.
@pdf-lib/upng, palette, 2 bits, 5 wide: #.... .#... ..#.. ...#.
@pdf-lib/upng, palette, 4 bits, 5 wide: #.... .#... ..#.. ...#." ]]
