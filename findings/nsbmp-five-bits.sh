#!/usr/bin/env bash
# @cwasm/nsbmp 0.1.3: channels of 16-bit bitmaps are shifted to eight bits
# instead of scaled, so white is not white: 31 of 31 becomes 248, 63 of 63
# becomes 252. Pillow and browsers give 255.
# Needs: Node.js 20 or newer with npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @cwasm/nsbmp@0.1.3
cat >try.cjs <<'JS'
const { decode } = require("@cwasm/nsbmp");
/** A bitmap of one pixel of 16 bits, with or without masks of the channels. */
function bitmap(pixel, masks = []) {
  const start = 54 + 4 * masks.length;
  const file = Buffer.alloc(start + 4);
  file.write("BM");
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(start, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(1, 18);
  file.writeInt32LE(1, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(16, 28);
  file.writeUInt32LE(masks.length > 0 ? 3 : 0, 30);
  file.writeUInt32LE(4, 34);
  masks.forEach((mask, i) => file.writeUInt32LE(mask, 54 + 4 * i));
  file.writeUInt16LE(pixel, start);
  return file;
}
console.log(`555 white: ${decode(bitmap(0x7fff)).data.join()}`);
const masks = [0xf800, 0x07e0, 0x001f];
console.log(`565 white: ${decode(bitmap(0xffff, masks)).data.join()}`);
JS
seen=$(node try.cjs)
echo "$seen"
[[ $seen == $'555 white: 248,248,248,255\n565 white: 248,252,248,255' ]]
