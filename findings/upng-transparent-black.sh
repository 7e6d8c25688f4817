#!/usr/bin/env bash
# upng-js 2.1.0, and its fork @pdf-lib/upng 1.0.1 with which pdf-lib reads PNGs:
# a grey PNG whose transparent colour is black comes out opaque. The chunk tRNS of a
# grey PNG names one grey value whose pixels are transparent. Both packages take the
# value 0 for "no tRNS chunk", so black alone is not heeded; any other grey is, and
# so is black in an RGB picture. The README promises all colour types and the
# decoder reports nothing: pictures cut out by black get a black background.
# Needs: Node.js 20 or newer with npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . \
  upng-js@2.1.0 @pdf-lib/upng@1.0.1 pngjs@7.0.0 crc-32@1.2.2
cat >try.cjs <<'JS'
const { deflateSync } = require("node:zlib");
const { buf } = require("crc-32");
const { PNG } = require("pngjs");
const [GREY, RGB] = [0, 2];
function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name), Buffer.from(data)]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeInt32BE(buf(body), body.length + 4);
  return frame;
}
/** A PNG of three pixels, black, grey and white; one of them is transparent. */
function png(type, transparent) {
  const channels = type === RGB ? 3 : 1;
  const row = [0, 128, 255].flatMap((grey) => Array(channels).fill(grey));
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk("IHDR", [0, 0, 0, 3, 0, 0, 0, 1, 8, type, 0, 0, 0]),
    chunk("tRNS", Array(channels).fill([0, transparent]).flat()),
    chunk("IDAT", deflateSync(Buffer.from([0, ...row]))),
    chunk("IEND", []),
  ]);
}
const upng = (name) => {
  const UPNG = require(name).default ?? require(name);
  return (file) => {
    const { buffer } = new Uint8Array(file);
    return new Uint8Array(UPNG.toRGBA8(UPNG.decode(buffer))[0]);
  };
};
const readers = {
  "upng-js": upng("upng-js"),
  "@pdf-lib/upng": upng("@pdf-lib/upng"),
  pngjs: (file) => PNG.sync.read(file).data,
};
for (const [name, read] of Object.entries(readers)) {
  const alpha = (type, transparent) =>
    [...read(png(type, transparent))].filter((_, i) => i % 4 === 3).join(" ");
  console.log(
    `${name}: grey, black ${alpha(GREY, 0)}, grey ${alpha(GREY, 128)}, ` +
      `white ${alpha(GREY, 255)}; RGB, black ${alpha(RGB, 0)}`,
  );
}
JS
echo "alpha of black, grey and white where one of them is transparent"
seen=$(node try.cjs)
echo "$seen"
[[ $seen == "upng-js: grey, black 255 255 255, grey 255 0 255, white 255 255 0; RGB, black 0 255 255
@pdf-lib/upng: grey, black 255 255 255, grey 255 0 255, white 255 255 0; RGB, black 0 255 255
pngjs: grey, black 0 255 255, grey 255 0 255, white 255 255 0; RGB, black 0 255 255" ]]
