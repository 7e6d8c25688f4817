#!/usr/bin/env bash
# gifenc 1.0.3: applyPalette() with a palette that holds every colour of the
# picture exactly still changes colours. Its default format "rgb565" looks
# colours up by five, six and five bits, and remembers the first answer for all
# that share them: of 256 greys with a palette of the same 256 greys, 224 come
# out as another grey.
# Needs: Node.js 20 or newer with npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . gifenc@1.0.3
cat >try.mjs <<'JS'
import gifenc from "gifenc";
const greys = Array.from({ length: 256 }, (_, grey) => [grey, grey, grey]);
const pixels = new Uint8Array(greys.flatMap((grey) => [...grey, 255]));
for (const palette of [greys, greys.toReversed()]) {
  const indices = gifenc.applyPalette(pixels, palette);
  const changed = greys.filter(([grey], i) => palette[indices[i]][0] !== grey);
  console.log(`greys changed: ${changed.length}`);
}
JS
seen=$(node try.mjs)
echo "$seen"
[[ $seen == $'greys changed: 224\ngreys changed: 224' ]]
