/** A grid of fakes that a run has drawn. */
export interface FakesGrid {
  /** Real pictures shown before it was drawn. */
  readonly images: number;
  /** Path of the PNG. */
  readonly path: string;
}

/**
 * Finds the grids of a run.
 *
 * @param folder Folder of the run.
 * @returns The grids, the oldest first.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { fakesGrids } from "edge-dcgan/train/record/fakes_grids.ts";
 *
 * const folder = await Deno.makeTempDir();
 * const path = `${folder}/fakes-000010000.png`;
 * await Deno.writeFile(path, new Uint8Array());
 * assertEquals(await fakesGrids(folder), [{ images: 10_000, path }]);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function fakesGrids(folder: string): Promise<FakesGrid[]> {
  const grids: FakesGrid[] = [];
  for await (const { name } of Deno.readDir(folder)) {
    const images = /^fakes-(\d+)\.png$/.exec(name)?.[1];
    if (images === undefined) continue;
    grids.push({ images: Number(images), path: `${folder}/${name}` });
  }
  return grids.sort((a, b) => a.images - b.images);
}
