import { assertEquals, assertRejects } from "@std/assert";
import { UserError } from "../../../core/user_error.ts";
import { writeGenerator } from "../../../train/freeze/write_generator.ts";
import {
  generatorTensors,
  initialTensors,
} from "../../../train/model/tensors.ts";
import { fileNames, withFolder } from "../../folder.ts";

const ARCHITECTURE = { d: 1, height: 16, width: 16 };

for (
  const [tensor, value, named] of [
    ["G.deconv4.bias", NaN, "G.deconv4.bias"],
    ["G.linear.weight", -Infinity, "G.linear.weight"],
    // A finite number that no square root can be taken of.
    [
      "G.deconv1_bn.running_var",
      -1,
      "G.deconv1.weight with its normalisation",
    ],
  ] as const
) {
  Deno.test(`writeGenerator() writes nothing when ${tensor} is ${value}`, () =>
    withFolder(async (folder) => {
      const specs = generatorTensors(ARCHITECTURE);
      const tensors = initialTensors(specs, "paper", 0);
      tensors.get(tensor)?.data.fill(value);
      const error = await assertRejects(
        () =>
          writeGenerator(folder, tensors, ARCHITECTURE, {
            name: "broken",
            trainingData: { source: "nothing" },
            training: { device: "none", weights: "last", options: {} },
          }),
        UserError,
      );
      assertEquals(
        error.message,
        `the network cannot be frozen: its ${named} has values that are not finite`,
      );
      assertEquals(fileNames(folder), []);
    }));
}
