/**
 * Files that chance has damaged: whatever they are, reading them gives a
 * network or a UserError.
 */

import { assert, assertEquals, assertInstanceOf } from "@std/assert";
import { uniforms } from "../../../core/noise/random.ts";
import { encodeSafetensors } from "../../../train/tensors/safetensors.ts";
import { UserError } from "../../../core/user_error.ts";
import { findGenerator } from "../../../train/exchange/find_network.ts";
import { readStateDict } from "../../../train/exchange/read_state_dict.ts";
import { referenceBytes, referenceNetwork } from "./reference.ts";
import { withFolder } from "../../folder.ts";

/** Part of a file: offsets of its first byte and of the one after it. */
type Part = readonly [start: number, end: number];

/** Bytes that mean something in pickles, and the ends of numbers. */
const TELLING = [
  ..."().NQRXacehjqrstu}]KMJbG\x80\x85\x86\x87\x88\x89\x8a",
].map((letter) => letter.charCodeAt(0)).concat(0, 1, 0x7f, 0xff);

/** Number `trial` of the ways to damage a part of a file. */
function mutate(
  file: Uint8Array<ArrayBuffer>,
  [start, end]: Part,
  trial: number,
): Uint8Array<ArrayBuffer> {
  const numbers = uniforms(trial, "order", 0, 32);
  let used = 0;
  const below = (count: number) =>
    Math.floor((numbers[used++] as number) * count);
  const place = () => start + below(end - start);
  const mutant = file.slice();
  for (let change = 1 + below(4); change > 0; change--) {
    switch (below(4)) {
      case 0:
        mutant[place()] = below(256);
        break;
      case 1:
        mutant[place()] = TELLING[below(TELLING.length)] as number;
        break;
      case 2: {
        // A piece of the part over another one.
        const from = place();
        mutant.copyWithin(place(), from, from + 1 + below(40));
        break;
      }
      case 3: {
        // A piece is missing.
        const from = place();
        const to = Math.min(file.length, from + 1 + below(20));
        mutant.copyWithin(from, to);
        break;
      }
    }
  }
  return below(10) === 0 ? mutant.slice(0, place()) : mutant;
}

const legacy = referenceBytes("generator-legacy.pth");
const zip = referenceBytes("generator-zip.pth");
const safetensors = encodeSafetensors({
  tensors: referenceNetwork("G"),
  metadata: {},
});

/** What is damaged, where, and how often. */
const CASES: Readonly<
  Record<string, readonly [Uint8Array<ArrayBuffer>, Part, number]>
> = {
  "the pickles of a legacy file": [legacy, [15, 3583], 400],
  "the first tensor of a legacy file": [legacy, [137, 400], 200],
  "the headers of an archive": [zip, [207_000, 211_000], 40],
  "the directory of an archive": [zip, [258_000, zip.length], 60],
  "the header of a safetensors file": [safetensors, [0, 2000], 300],
};

for (const [what, [file, part, trials]] of Object.entries(CASES)) {
  Deno.test(`readStateDict() and findGenerator() bear damage to ${what}`, () =>
    withFolder(async (folder) => {
      const path = `${folder}/mutant`;
      const messages = new Set<string>();
      for (let trial = 0; trial < trials; trial++) {
        await Deno.writeFile(path, mutate(file, part, trial));
        try {
          const tensors = await readStateDict(path);
          findGenerator({ path, tensors });
        } catch (error) {
          assertInstanceOf(error, UserError, `trial ${trial}: ${error}`);
          const { message } = error;
          assert(message.startsWith(path), message);
          assertEquals(/\p{Cc}/u.test(message), false, message);
          messages.add(message.slice(path.length).replaceAll(/\d+/g, "0"));
        }
      }
      // The damage shows in many ways.
      assert(messages.size > 2, [...messages].join("; "));
    }));
}
