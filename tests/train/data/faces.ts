import {
  type DataOptions,
  openDataset,
} from "../../../train/data/open_dataset.ts";
import type { DataEvent } from "../../../train/data/source.ts";
import { pictureBytes } from "./pictures.ts";
import { withFolder } from "../../folder.ts";

/** Options for `folder/faces` with a cache in `folder/cache`. */
export function optionsOf(
  folder: string,
  changes: Partial<DataOptions> = {},
): DataOptions {
  return {
    data: `${folder}/faces`,
    height: 4,
    width: 4,
    fit: "stretch",
    background: [255, 255, 255],
    demoSize: 2,
    cache: `${folder}/cache`,
    minimum: 1,
    ...changes,
  };
}

/** Opens `folder/faces`. */
export async function open(folder: string, changes: Partial<DataOptions> = {}) {
  const events: DataEvent[] = [];
  const dataset = await openDataset(
    optionsOf(folder, changes),
    (event) => events.push(event),
  );
  return { dataset, events };
}

/** Runs a test with a folder that has pictures in `faces`. */
export function withFaces(
  names: string[],
  test: (folder: string) => Promise<void>,
): Promise<void> {
  return withFolder(async (folder) => {
    await Deno.mkdir(`${folder}/faces`);
    for (const name of names) {
      await Deno.writeFile(`${folder}/faces/${name}`, pictureBytes(name));
    }
    await test(folder);
  });
}
