import { assert, assertEquals } from "@std/assert";
import { prepareChunk } from "../../../train/data/prepare_chunk.ts";
import { prepareFiles } from "../../../train/data/prepare_files.ts";
import type { DataEvent } from "../../../train/data/source.ts";
import { fixture } from "./pictures.ts";

const FOLDER = fixture("pictures").pathname;
const RECIPE = {
  height: 6,
  width: 4,
  fit: "crop",
  background: [255, 255, 255],
} as const;

Deno.test("prepareFiles() gives the same with workers as without", async () => {
  const names = ["rgb.jpg", "cmyk.jpg", "rgba.png", "README.md", "rgb.bmp"];
  const paths = Array.from({ length: 150 }, (_, at) => names[at % 5] as string);
  const events: DataEvent[] = [];
  const loaded = await prepareFiles(
    FOLDER,
    paths,
    RECIPE,
    (event) => events.push(event),
  );
  assertEquals([loaded.count, loaded.skipped.length], [90, 30]);
  assertEquals(
    loaded,
    await prepareChunk({ folder: FOLDER, paths, recipe: RECIPE }),
  );
  assertEquals(events.length, 3);
  assertEquals(events.at(-1), { kind: "progress", done: 150, total: 150 });
});

Deno.test("prepareChunk() skips a file that is gone", async () => {
  const paths = ["gone.png", "rgb.png"];
  const chunk = { folder: FOLDER, paths, recipe: RECIPE };
  const { count, skipped } = await prepareChunk(chunk);
  assertEquals(count, 1);
  assertEquals(skipped[0]?.file, "gone.png");
  assert(skipped[0]?.reason.startsWith("cannot be read: No such file"));
});
