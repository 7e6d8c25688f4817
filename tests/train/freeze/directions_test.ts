import { assert, assertEquals, assertRejects } from "@std/assert";
import { folderUrl } from "../../../core/folder_url.ts";
import { readVector } from "../../../core/generator/direction.ts";
import { PRECISIONS } from "../../../core/generator/generator_card.ts";
import {
  readGenerator,
  readGeneratorCard,
} from "../../../core/generator/generator_folder.ts";
import { normals } from "../../../core/noise/random.ts";
import { UserError } from "../../../core/user_error.ts";
import { freeze } from "../../../train/commands/freeze.ts";
import { addDirections } from "../../../train/freeze/add_directions.ts";
import { directionsOf } from "../../../train/freeze/directions.ts";
import { frozenTensors } from "../../../train/freeze/frozen_tensors.ts";
import { foldBatchNorm } from "../../../train/model/fold.ts";
import { freezeGenerator } from "../../../train/model/frozen_networks.ts";
import {
  generatorTensors,
  initialTensors,
} from "../../../train/model/tensors.ts";
import { SHIPPED_FOLDERS } from "../../shipped.ts";
import { withFolder } from "../../folder.ts";

const TINY = { d: 2, height: 32, width: 32 };

/** A generator whose normalisations matter. */
function tensors() {
  const all = initialTensors(generatorTensors(TINY), "paper", 5);
  const variance = all.get("G.linear_bn.running_var")!;
  variance.data.forEach((_, index) => variance.data[index] = 1 + 20 * index);
  return all;
}

/** How far the folded first layer moves when the latent moves by a vector. */
function moved(vector: Float32Array): number {
  const { weight } = foldBatchNorm(tensors(), "G.linear", 0);
  const [outputs = 0, inputs = 0] = weight.shape;
  let sum = 0;
  for (let output = 0; output < outputs; output++) {
    const row = weight.data.subarray(output * inputs, (output + 1) * inputs);
    sum += row.reduce((sum, w, input) => sum + w * vector[input]!, 0) ** 2;
  }
  return Math.sqrt(sum);
}

for (const precision of PRECISIONS) {
  Deno.test(`directionsOf() finds what moves the folded first layer the most, of weights in ${precision}`, () => {
    const { model } = freezeGenerator(tensors(), TINY, precision);
    const directions = directionsOf(frozenTensors(model, TINY, "tiny"));
    assertEquals(directions.length, 10);
    const vectors = directions.map(({ vector }) => readVector(vector)!);
    const tolerance = precision === "int8" ? 0.02 : 1e-3;
    directions.forEach(({ strength }, index) => {
      const ratio = moved(vectors[index]!) / strength;
      assert(Math.abs(ratio - 1) < tolerance, `${index}: ${ratio}`);
      assert(strength <= (directions[index - 1]?.strength ?? Infinity));
    });
    // Nothing else moves it as far as the first one.
    for (let seed = 0; seed < 20; seed++) {
      const other = normals(seed, "latent", 0, 100);
      const length = Math.hypot(...other);
      assert(moved(other.map((x) => x / length)) < directions[0]!.strength);
    }
  });
}

Deno.test("directionsOf() gives no more directions than the first layer has outputs", () => {
  const small = { d: 1, height: 16, width: 16 };
  const { model } = freezeGenerator(
    initialTensors(generatorTensors(small), "paper", 1),
    small,
  );
  assertEquals(directionsOf(frozenTensors(model, small, "small")).length, 8);
});

for (const folder of SHIPPED_FOLDERS) {
  Deno.test(`the card in ${folder} has the directions of its model`, async () => {
    const { card, model } = await readGenerator(Deno, folderUrl(folder));
    const tensors = frozenTensors(model, card.architecture, folder);
    assertEquals(card.directions, directionsOf(tensors));
  });

  Deno.test(`the card in ${folder} stays as it is when its directions are added again`, () =>
    withFolder(async (copy) => {
      for (const file of ["generator.json", "generator.onnx"]) {
        await Deno.copyFile(`${folder}/${file}`, `${copy}/${file}`);
      }
      await addDirections(copy);
      assertEquals(
        await Deno.readTextFile(`${copy}/generator.json`),
        await Deno.readTextFile(`${folder}/generator.json`),
      );
    }));
}

Deno.test("freeze() adds directions to an older generator's card, and changes nothing else", () =>
  withFolder(async (folder) => {
    const from = "tests/fixtures/vivid_generator";
    for (const file of ["generator.json", "generator.onnx"]) {
      await Deno.copyFile(`${from}/${file}`, `${folder}/${file}`);
    }
    const before = await readGeneratorCard(Deno, folderUrl(folder));
    assertEquals(before.directions, undefined);
    const { log } = console;
    const printed: string[] = [];
    console.log = (line: string) => printed.push(line);
    try {
      await freeze([folder, "--directions"]);
    } finally {
      console.log = log;
    }
    const { directions, ...rest } = await readGeneratorCard(
      Deno,
      folderUrl(folder),
    );
    assertEquals(rest, before);
    const model = await Deno.readFile(`${from}/generator.onnx`);
    const tensors = frozenTensors(model, before.architecture, from);
    assertEquals(directions, directionsOf(tensors));
    assertEquals(await Deno.readFile(`${folder}/generator.onnx`), model);
    assertEquals(printed.length, 1);
  }));

Deno.test("freeze() refuses --directions beside other options, and where no generator lies", () =>
  withFolder(async (folder) => {
    const refusal = (...args: string[]) =>
      assertRejects(() => freeze(args), UserError);
    const error = await refusal(folder, "--directions", "--out", folder);
    assertEquals(error.exitCode, 2);
    assertEquals(error.message, "--directions goes with no other option");
    const missing = await refusal(folder, "--directions");
    assertEquals(
      missing.message,
      `${folder}/generator.json does not exist: a frozen generator is a folder with generator.json and its model`,
    );
  }));
