import { assert, assertEquals, assertThrows } from "@std/assert";
import { parseGeneratorCard } from "../../../core/generator/parse_generator_card.ts";
import { UserError } from "../../../core/user_error.ts";
import { sampleCard } from "../../fixtures/card.ts";

const FILE = "weights/generator.json";

/** The message about the sample card with one field changed. */
function refusal(path: string, value: unknown): string {
  const card: Record<string, unknown> = { ...sampleCard() };
  const [field = "", inner] = path.split(".");
  card[field] = inner === undefined
    ? value
    : { ...card[field] as object, [inner]: value };
  return assertThrows(
    () => parseGeneratorCard(JSON.stringify(card), FILE),
    UserError,
  ).message;
}

Deno.test("parseGeneratorCard() returns every field of a card", () => {
  const card = sampleCard();
  assertEquals(parseGeneratorCard(JSON.stringify(card), FILE), card);
});

Deno.test("parseGeneratorCard() reads a card behind a byte-order mark", () => {
  const card = sampleCard();
  const json = `\ufeff${JSON.stringify(card)}`;
  assertEquals(parseGeneratorCard(json, FILE), card);
});

Deno.test("parseGeneratorCard() reads a card without what need not be known", () => {
  const card = sampleCard();
  delete card.model.precision;
  delete card.trainingData.pictures;
  delete card.trainingData.credit;
  delete card.trainingData.licence;
  delete card.training.imagesSeen;
  delete card.training.steps;
  assertEquals(parseGeneratorCard(JSON.stringify(card), FILE), card);
});

Deno.test("parseGeneratorCard() leaves out fields it does not know", () => {
  const json = JSON.stringify({ ...sampleCard(), later: true });
  assertEquals(parseGeneratorCard(json, FILE), sampleCard());
});

Deno.test("parseGeneratorCard() names the file when it is not JSON", () => {
  assertThrows(
    () => parseGeneratorCard("{", FILE),
    UserError,
    "weights/generator.json: not JSON",
  );
});

Deno.test("parseGeneratorCard() refuses JSON that is no object", () => {
  for (const json of ["null", '"card"', "7"]) {
    assertThrows(
      () => parseGeneratorCard(json, FILE),
      UserError,
      "weights/generator.json: the card",
    );
  }
});

Deno.test("parseGeneratorCard() names each field that is wrong", () => {
  assertEquals(
    refusal("architecture.d", -1),
    "weights/generator.json: architecture.d is -1: it must be an integer from 1",
  );
  assertEquals(
    refusal("architecture.latentSize", 128),
    "weights/generator.json: architecture.latentSize is 128: it must be 100",
  );
  assertEquals(
    refusal("architecture.height", 64.5),
    "weights/generator.json: architecture.height is 64.5: it must be an integer from 1",
  );
  assertEquals(
    refusal("architecture.network", "vae"),
    'weights/generator.json: architecture.network is "vae": it must be "dcgan"',
  );
  assertEquals(
    refusal("model.sha256", "ABC"),
    'weights/generator.json: model.sha256 is "ABC": it must be 64 hexadecimal digits, lower case',
  );
  assertEquals(
    refusal("model", { ...sampleCard().model, precision: "float64" }),
    'weights/generator.json: model.precision is "float64": it must be "float32", "float16" or "int8"',
  );
  assertEquals(
    refusal("training.weights", "best"),
    'weights/generator.json: training.weights is "best": it must be "ema" or "last"',
  );
  assertEquals(
    refusal("training.options", { lr: { d: 1 } }),
    'weights/generator.json: training.options.lr is {"d":1}: it must be a text, a number, a list of numbers, true, false or null',
  );
  assertEquals(
    refusal("trainingData.credit", ""),
    'weights/generator.json: trainingData.credit is "": it must be a text that is not empty',
  );
  assertEquals(
    refusal("model", 3),
    "weights/generator.json: model is 3: it must be an object",
  );
});

Deno.test("parseGeneratorCard() names a direction that is none", () => {
  const vector = (numbers: readonly number[]) =>
    new Uint8Array(Float32Array.from(numbers).buffer).toBase64();
  const unit = Array.from({ length: 100 }, () => 0.1);
  const direction = { strength: 20.24, vector: vector(unit) };
  const good = { ...sampleCard(), directions: [direction] };
  assertEquals(parseGeneratorCard(JSON.stringify(good), FILE), good);
  const rule =
    "it must be a vector of 100 numbers and of length 1, as float32 in base64";
  for (
    const wrong of [
      "",
      "?",
      vector(unit.slice(1)),
      vector(unit.map((x) => 2 * x)),
      vector(unit.with(7, NaN)),
    ]
  ) {
    const message = refusal("directions", [{ ...direction, vector: wrong }]);
    assert(
      message.startsWith("weights/generator.json: directions.0.vector is "),
    );
    assert(message.endsWith(`: ${rule}`), message);
  }
  assertEquals(
    refusal("directions", [{ ...direction, strength: 0 }]),
    "weights/generator.json: directions.0.strength is 0: it must be a number above 0",
  );
  assert(
    refusal("directions", Array.from({ length: 11 }, () => direction))
      .endsWith("it must be a list of at most 10 directions"),
  );
});

Deno.test("parseGeneratorCard() names each field that is missing", () => {
  for (
    const path of [
      "format",
      "name",
      "model",
      "model.bytes",
      "architecture.width",
      "trainingData.source",
      "training.device",
      "training.options",
      "generatedBy",
    ]
  ) {
    assertEquals(
      refusal(path, undefined),
      `weights/generator.json: ${path} is missing`,
    );
  }
});

Deno.test("parseGeneratorCard() refuses a model file outside the folder", () => {
  for (
    const file of ["../generator.onnx", "/etc/passwd", "a\\b", "..", "c:x"]
  ) {
    assertEquals(
      refusal("model.file", file).endsWith(
        "it must be a file name without folders, of letters, digits, '.', '_' and '-'",
      ),
      true,
      file,
    );
  }
});

Deno.test("parseGeneratorCard() says that a newer format is newer", () => {
  assertEquals(
    refusal("format", 2),
    "weights/generator.json: format is 2: it must be 1: a newer version wrote this card",
  );
});

Deno.test("parseGeneratorCard() reads the classes of a conditional generator", () => {
  const card = sampleCard();
  card.architecture.classes = [
    { name: "owl", pictures: 7 },
    { name: "cat", pictures: 0 },
  ];
  const read = parseGeneratorCard(JSON.stringify(card), "generator.json");
  assertEquals(read, card);
  const field = "architecture.classes";
  for (
    const [wrong, rule] of [
      ["owl", "it must be a list of 2 to 256 classes"],
      [[{ name: "owl" }], "it must be a list of 2 to 256 classes"],
      [[{ name: "a" }, { name: "a" }], "its names must differ"],
      [
        [{ name: "a", pictures: 0 }, { name: "b", pictures: 0 }],
        "one of them must have pictures",
      ],
    ] as const
  ) {
    assert(refusal(field, wrong).endsWith(rule), refusal(field, wrong));
  }
  assertEquals(
    refusal(field, [{ name: "a" }, { name: "" }]),
    'weights/generator.json: architecture.classes.1.name is "": it must be a text that is not empty',
  );
});
