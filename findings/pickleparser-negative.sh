#!/usr/bin/env bash
# pickleparser 0.2.1: every integer below -2^31 comes out positive, and nothing is
# reported. From protocol 2 on, that of torch.save, Python pickles such numbers as
# LONG1: a length and as many bytes as the number needs, in little-endian two's
# complement. pickleparser fills them up with zeros and not with the sign, so the
# five bytes of -2147483649 become 2^40 more, 1097364144127. Its list of opcodes
# has LONG1 as supported. Protocols 0 and 1 write digits and are read rightly, as
# are positive numbers and the small ones, which have opcodes of their own.
# Needs: Node.js 20 or newer with npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . pickleparser@0.2.1
cat >try.cjs <<'JS'
const { Parser } = require("pickleparser");
// What python3 -c 'import pickle; print(pickle.dumps(-2**31, 2).hex())' prints,
// and so on; the last in protocol 1.
const pickles = {
  "-2^31": "80024a000000802e",
  "-2^31-1": "80028a05ffffff7fff2e",
  "2^31": "80028a0500000080002e",
  "-2^40": "80028a060000000000ff2e",
  "-2^55": "80028a07000000000000802e",
  "-2^63": "80028a0800000000000000802e",
  "-2^40, protocol 1": "4c2d313039393531313632373737364c0a2e",
};
for (const [number, pickle] of Object.entries(pickles)) {
  console.log(`${number}: ${new Parser().parse(Buffer.from(pickle, "hex"))}`);
}
JS
seen=$(node try.cjs 2>/dev/null)
echo "$seen"
[[ $seen == "-2^31: -2147483648
-2^31-1: 1097364144127
2^31: 2147483648
-2^40: 280375465082880
-2^55: 36028797018963970
-2^63: 9223372036854776000
-2^40, protocol 1: -1099511627776" ]]
