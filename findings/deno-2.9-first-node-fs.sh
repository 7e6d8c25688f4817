#!/usr/bin/env bash
# Deno 2.9.6: the first import of node:fs/promises takes a process some hundred
# milliseconds, where Deno 2.5.0 had it at once (0.1 ms). A service that starts
# when a visitor comes, and reads its files through Node's module so that it runs
# on Node as well, starts that much later; Deno.readFile() costs nothing.
# Needs: Node.js 20 or newer with npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >try.js <<'JS'
const began = performance.now();
await import("node:fs/promises");
console.log(Math.round((performance.now() - began) * 10));
JS
# The shortest of five processes, in tenths of a millisecond.
shortest() {
  npm install --silent --no-audit --no-fund --prefix "$1" "deno@$1"
  for _ in 1 2 3 4 5; do "$1/node_modules/.bin/deno" run try.js; done |
    sort -n | head -n 1
}
old=$(shortest 2.5.0)
new=$(shortest 2.9.6)
echo "node:fs/promises, tenths of a millisecond: Deno 2.5.0 $old, Deno 2.9.6 $new"
((new > 20 * (old + 1)))
