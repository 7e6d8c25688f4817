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
