#!/usr/bin/env bash
# Makes a folder of about 1,000 portraits of 64x64 pixels, a small set for
# bench/techniques.ts: the people of Noto Emoji (Google, Apache License 2.0),
# as the npm package emoji-datasource-google has them (71 MB to download).
#
#     bash bench/noto_people.sh FOLDER
#
# Needs: Node.js 20 or newer with npm.
set -euo pipefail
[[ $# == 1 ]] || { echo "usage: bash bench/noto_people.sh FOLDER" >&2; exit 2; }
mkdir -p "$1"
target=$(cd "$1" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm pack --silent emoji-datasource-google@16.0.0 >/dev/null
tar -xzf emoji-datasource-google-16.0.0.tgz package/emoji.json package/img/google/64
cat >copy.mjs <<'JS'
import { copyFileSync, readFileSync } from "node:fs";
// One face each; families, sports and activities are other pictures.
const PORTRAITS = ["person", "person-role", "person-gesture", "person-fantasy"];
const emoji = JSON.parse(readFileSync("package/emoji.json", "utf8"));
const pictures = emoji
  .filter(({ subcategory }) => PORTRAITS.includes(subcategory))
  .flatMap((one) => [one, ...Object.values(one.skin_variations ?? {})])
  .filter(({ has_img_google }) => has_img_google);
for (const { image } of pictures) {
  copyFileSync(`package/img/google/64/${image}`, `${process.argv[2]}/${image}`);
}
console.log(`${pictures.length} portraits`);
JS
node copy.mjs "$target"
