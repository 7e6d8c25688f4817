/**
 * Reading the card of a frozen generator, each field checked.
 *
 * @module
 */

import * as v from "valibot";
import { MOST_CLASSES, type PictureClass } from "../classes.ts";
import { parseJson } from "../json.ts";
import { LATENT_SIZE } from "../noise/latent.ts";
import { UserError } from "../user_error.ts";
import { MAX_DIRECTIONS, readVector, VECTOR_RULE } from "./direction.ts";
import { type GeneratorCard, PRECISIONS } from "./generator_card.ts";

// The message of every rule is what the field must be; see `explain`.
const text = (() => {
  const rule = "it must be a text that is not empty";
  return v.pipe(v.string(rule), v.nonEmpty(rule));
})();

function integerFrom(minimum: number) {
  const rule = `it must be an integer from ${minimum}`;
  return v.pipe(
    v.number(rule),
    v.safeInteger(rule),
    v.minValue(minimum, rule),
  );
}

function matching(pattern: RegExp, rule: string) {
  return v.pipe(v.string(rule), v.regex(pattern, rule));
}

function section<const Entries extends v.ObjectEntries>(entries: Entries) {
  return v.object(entries, "it must be an object");
}

const classes: v.GenericSchema<unknown, PictureClass[]> = (() => {
  const rule = `it must be a list of 2 to ${MOST_CLASSES} classes`;
  return v.pipe(
    v.array(
      section({ name: text, pictures: v.exactOptional(integerFrom(0)) }),
      rule,
    ),
    v.minLength(2, rule),
    v.maxLength(MOST_CLASSES, rule),
    v.check(
      (list) => new Set(list.map(({ name }) => name)).size === list.length,
      "its names must differ",
    ),
    v.check(
      (list) =>
        list.every(({ pictures }) => pictures === undefined) ||
        list.some(({ pictures = 0 }) => pictures > 0),
      "one of them must have pictures",
    ),
  );
})();

const DIRECTION = (() => {
  const rule = "it must be a number above 0";
  return section({
    strength: v.pipe(
      v.number(rule),
      v.finite(rule),
      v.check((strength) => strength > 0, rule),
    ),
    vector: v.pipe(
      v.string(VECTOR_RULE),
      v.check((text) => readVector(text) !== undefined, VECTOR_RULE),
    ),
  });
})();

const DIRECTIONS_RULE =
  `it must be a list of at most ${MAX_DIRECTIONS} directions`;

/** The fields in the order in which a card is written. */
const CARD: v.GenericSchema<unknown, GeneratorCard> = section({
  format: v.literal(1, "it must be 1: a newer version wrote this card"),
  name: text,
  model: section({
    // Only a name: a card must not reach for files outside its folder.
    file: matching(
      /^[\w-][\w.-]*$/,
      "it must be a file name without folders, of letters, digits, '.', '_' and '-'",
    ),
    sha256: matching(
      /^[0-9a-f]{64}$/,
      "it must be 64 hexadecimal digits, lower case",
    ),
    bytes: integerFrom(1),
    parameters: integerFrom(1),
    precision: v.exactOptional(
      v.picklist(PRECISIONS, 'it must be "float32", "float16" or "int8"'),
    ),
  }),
  architecture: section({
    network: v.literal("dcgan", 'it must be "dcgan"'),
    d: integerFrom(1),
    height: integerFrom(1),
    width: integerFrom(1),
    latentSize: v.literal(LATENT_SIZE, `it must be ${LATENT_SIZE}`),
    classes: v.exactOptional(classes),
  }),
  trainingData: section({
    source: text,
    pictures: v.exactOptional(integerFrom(1)),
    credit: v.exactOptional(text),
    licence: v.exactOptional(text),
  }),
  training: section({
    imagesSeen: v.exactOptional(integerFrom(0)),
    steps: v.exactOptional(integerFrom(0)),
    device: text,
    weights: v.picklist(["ema", "last"], 'it must be "ema" or "last"'),
    moment: v.exactOptional(
      v.picklist(["best", "last"], 'it must be "best" or "last"'),
    ),
    scores: v.exactOptional(
      v.record(
        v.string(),
        v.number("it must be a number"),
        "it must be an object",
      ),
    ),
    from: v.exactOptional(section({
      name: text,
      credit: v.exactOptional(text),
      licence: v.exactOptional(text),
    })),
    options: v.record(
      v.string(),
      v.union(
        [
          v.string(),
          v.number(),
          v.boolean(),
          v.null(),
          v.array(v.number()),
        ],
        "it must be a text, a number, a list of numbers, true, false or null",
      ),
      "it must be an object",
    ),
  }),
  generatedBy: text,
  directions: v.exactOptional(
    v.pipe(
      v.array(DIRECTION, DIRECTIONS_RULE),
      v.maxLength(MAX_DIRECTIONS, DIRECTIONS_RULE),
    ),
  ),
});

/** One line about the first thing that is wrong with a card. */
function explain(issue: v.BaseIssue<unknown>): string {
  const field = v.getDotPath(issue) ?? "the card";
  const problem = issue.input === undefined
    ? "is missing"
    : `is ${JSON.stringify(issue.input).slice(0, 60)}`;
  // For a missing field the message is that of the object around it.
  const rule = issue.input === undefined ? "" : `: ${issue.message}`;
  return `${field} ${problem}${rule}`;
}

/**
 * Reads the card of a frozen generator. Fields it does not know are left out.
 *
 * @param json Content of `generator.json`.
 * @param file Name of the file, for messages.
 * @returns The card, each field checked.
 * @throws {UserError} If the text is not JSON, or a field is missing or wrong.
 */
export function parseGeneratorCard(json: string, file: string): GeneratorCard {
  let value: unknown;
  try {
    value = parseJson(json);
  } catch (error) {
    throw new UserError(`${file}: not JSON: ${(error as Error).message}`);
  }
  const result = v.safeParse(CARD, value);
  if (!result.success) {
    throw new UserError(`${file}: ${explain(result.issues[0])}`);
  }
  return result.output;
}
