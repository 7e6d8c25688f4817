import { assert, assertEquals, assertRejects } from "@std/assert";
import { randomTensors } from "../../../bench/frozen_tensors.ts";
import { folderUrl } from "../../../core/folder_url.ts";
import { UserError } from "../../../core/user_error.ts";
import { readFrozen } from "../../../train/exchange/read_frozen.ts";
import { writeGenerator } from "../../../train/freeze/write_generator.ts";
import { readSubject } from "../../../train/eval/subject.ts";
import { withFolder } from "../../folder.ts";

Deno.test("readSubject() reads a frozen generator's options from its card", async () => {
  const { images, options } = await readSubject("weights");
  assert(images !== undefined && images > 0);
  assertEquals(options.data, "demo:toon-head");
});

Deno.test("readSubject() and readFrozen() refuse a model with other classes than its card", () =>
  withFolder(async (folder) => {
    const classes = ["cat", "owl", "cow"].map((name) => ({ name }));
    const architecture = { d: 1, height: 16, width: 16, classes };
    const card = await writeGenerator(
      folder,
      randomTensors(architecture),
      architecture,
      {
        ...{ name: "pets", trainingData: { source: "pets" } },
        training: { device: "none", weights: "last", options: {} },
      },
    );
    const paints = "16x16 pixels from 100 numbers";
    for (const left of [0, 2]) {
      const fewer = left > 0 ? classes.slice(0, left) : undefined;
      await Deno.writeTextFile(
        `${folder}/generator.json`,
        JSON.stringify({
          ...card,
          architecture: { ...card.architecture, classes: fewer },
        }),
      );
      const says = left > 0 ? `${paints} and a label of ${left}` : paints;
      for (
        const read of [
          () => readSubject(folder),
          () => readFrozen(folderUrl(folder)),
        ]
      ) {
        const { message } = await assertRejects(read, UserError);
        assertEquals(
          message,
          `${folder}/generator.onnx does not fit its card: it paints ${paints} and a label of 3, the card says ${says}`,
        );
      }
    }
  }));
