import { assertEquals, assertStringIncludes } from "@std/assert";
import { readPictures } from "../../../train/run/read_pictures.ts";
import { withFolder } from "../data/pictures.ts";
import { QuietProgress, tinyOptions } from "./tiny_run.ts";

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
