/** Folders of all shipped generators. */
export const SHIPPED_FOLDERS: readonly string[] = [
  "weights",
  ...Array.from(Deno.readDirSync("weights"))
    .filter(({ isDirectory }) => isDirectory)
    .map(({ name }) => `weights/${name}`)
    .sort(),
];
