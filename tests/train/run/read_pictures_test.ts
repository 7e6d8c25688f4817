import { assertEquals, assertStringIncludes } from "@std/assert";
import { readPictures } from "../../../train/run/read_pictures.ts";
import { idx } from "../data/idx.ts";
import { QuietProgress, tinyOptions } from "./tiny_run.ts";
import { withFolder } from "../../folder.ts";

Deno.test("readPictures() credits whom the source names, or else whom the options name", () =>
  withFolder(async (folder) => {
    const printed: string[] = [];
    const progress = new QuietProgress(printed);
    const read = async (changes: Record<string, string>) => {
      const { training } = await readPictures(
        tinyOptions(folder, changes),
        progress,
      );
      return [training.credit, training.licence];
    };
    assertEquals(await read({}), [
      "ToonHead by Johan Melin, https://www.johanmelin.com",
      "CC BY 4.0",
    ]);
    assertEquals(await read({ credit: "Ada", licence: "CC0" }), ["Ada", "CC0"]);
    assertStringIncludes(printed.join(""), "; Ada, CC0\n");
  }));

Deno.test("readPictures() names classes of few pictures in one line, of many the first", () =>
  withFolder(async (folder) => {
    // Label 0 has 20 pictures, each of the others one.
    const counts = [20, ...Array<number>(12).fill(1)];
    const labels = counts.flatMap((count, label) =>
      Array<number>(count).fill(label)
    );
    const { length } = labels;
    await Deno.writeFile(`${folder}/images`, idx([length, 1, 1], labels));
    await Deno.writeFile(`${folder}/labels`, idx([length], labels));
    const printed: string[] = [];
    await readPictures(
      tinyOptions(folder, {
        ...{ data: `idx:${folder}/images`, labels: `${folder}/labels` },
        holdout: 0,
      }),
      new QuietProgress(printed),
    );
    assertEquals(printed.join("").trimEnd().split("\n").slice(1), [
      "warning: too few pictures to learn a class, below 20: 1 (1), 2 (1), 3 (1), 4 (1), 5 (1), 6 (1), 7 (1), 8 (1), 9 (1), 10 (1) and 2 more",
    ]);
  }));
