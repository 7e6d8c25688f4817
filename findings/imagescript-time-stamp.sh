#!/usr/bin/env bash
# imagescript 1.3.1: Image.encode() writes the time of encoding into the PNG, so
# the same picture has other bytes a second later: no ETag of such a file lasts.
# The encoder below it, png/src/png.mjs, adds nothing.
# Needs: Node.js 20 or newer with npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . imagescript@1.3.1
cat >try.mjs <<'JS'
import { Image } from "imagescript";
import { encode } from "imagescript/png/src/png.mjs";
const picture = new Image(2, 2).fill(0xff0000ff);
const pixels = new Uint8Array(16).fill(255);
const size = { width: 2, height: 2, channels: 4 };
const both = async () => [
  Buffer.from(await picture.encode()),
  Buffer.from(await encode(pixels, size)),
];
const before = await both();
await new Promise((resolve) => setTimeout(resolve, 2100));
const after = await both();
console.log(`Image.encode(): ${before[0].equals(after[0]) ? "same" : "other"} bytes`);
console.log(`png.mjs: ${before[1].equals(after[1]) ? "same" : "other"} bytes`);
JS
seen=$(node try.mjs)
echo "$seen"
[[ $seen == $'Image.encode(): other bytes\npng.mjs: same bytes' ]]
