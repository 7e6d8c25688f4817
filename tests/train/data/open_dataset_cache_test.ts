import { assert, assertEquals } from "@std/assert";
import { type DataOptions } from "../../../train/data/open_dataset.ts";
import { pictureBytes } from "./pictures.ts";
import { open, withFaces } from "./faces.ts";

Deno.test("openDataset() takes the pictures from the cache the second time", async () => {
  await withFaces(["rgb.png", "cmyk.jpg", "rgb.bmp"], async (folder) => {
    const first = await open(folder);
    assertEquals(first.dataset.count, 2);
    assertEquals(first.dataset.name, "faces");
    assertEquals(first.dataset.pixels.length, 2 * 3 * 4 * 4);
    assertEquals(first.dataset.skipped, [{
      file: "cmyk.jpg",
      reason: "is a JPEG in CMYK colours: convert it to RGB",
    }]);
    assert(first.events.length > 0);
    const second = await open(folder);
    assertEquals(second.events, []);
    assertEquals(second.dataset, first.dataset);
    assertEquals([...Deno.readDirSync(`${folder}/cache`)].length, 1);
  });
});

Deno.test("openDataset() does not use the cache for anything else", async () => {
  await withFaces(["rgba.png", "animated.gif"], async (folder) => {
    const fingerprints = new Set<string>();
    const add = async (changes?: Partial<DataOptions>) => {
      const { dataset, events } = await open(folder, changes);
      assert(events.length > 0);
      return fingerprints.add(dataset.fingerprint).size;
    };
    assertEquals(await add(), 1);
    assertEquals(await add({ fit: "crop" }), 2);
    assertEquals(await add({ height: 2 }), 3);
    assertEquals(await add({ height: 2, width: 8 }), 4);
    assertEquals(await add({ background: [0, 0, 0] }), 5);
    await Deno.writeFile(`${folder}/faces/rgba.png`, pictureBytes("grey.png"));
    assertEquals(await add(), 6);
    await Deno.remove(`${folder}/faces/rgba.png`);
    assertEquals(await add(), 7);
  });
});

Deno.test("openDataset() builds a damaged cache anew", async () => {
  await withFaces(["rgb.png"], async (folder) => {
    const { dataset } = await open(folder);
    const [pack] = [...Deno.readDirSync(`${folder}/cache`)];
    assert(pack !== undefined);
    await Deno.truncate(`${folder}/cache/${pack.name}`, 100);
    const again = await open(folder);
    assert(again.events.length > 0);
    assertEquals(again.dataset, dataset);
    assertEquals((await open(folder)).events, []);
  });
});

Deno.test("openDataset() only warns when it cannot write the cache", async () => {
  await withFaces(["rgb.png"], async (folder) => {
    await Deno.writeTextFile(`${folder}/cache`, "a file is in the way");
    const { dataset, events } = await open(folder);
    assertEquals(dataset.count, 1);
    const warnings = events.filter((event) => event.kind === "warning");
    assertEquals(warnings.length, 1);
    assert(warnings[0]?.message.startsWith("cannot keep the prepared"));
  });
});
