/** Small pictures whose pixels are known; see tests/fixtures/pictures. */

const FIXTURES = new URL("../../fixtures/", import.meta.url);

/** Columns and rows of the pictures that show the pattern. */
export const WIDTH = 7;
export const HEIGHT = 5;

/** Location of a fixture. */
export function fixture(name: string): URL {
  return new URL(name, FIXTURES);
}

/** Bytes of one of the small pictures. */
export function pictureBytes(name: string): Uint8Array<ArrayBuffer> {
  return Deno.readFileSync(fixture(`pictures/${name}`));
}

/** RGBA values that a function gives for every column and row. */
export function paint(
  pixel: (x: number, y: number) => number[],
): number[] {
  return Array.from({ length: WIDTH * HEIGHT }, (_, index) => {
    return pixel(index % WIDTH, Math.floor(index / WIDTH));
  }).flat();
}

/** The pattern in colour. */
export const colour = (x: number, y: number): number[] => {
  return [36 * x, 60 * y, 255 - 20 * (x + y)];
};

/** The pattern in grey. */
export const grey = (x: number, y: number): number[] => {
  return Array(3).fill(7 * (x + WIDTH * y));
};

/** The alpha of the transparent pictures. */
export const alpha = (x: number): number => 255 - 40 * x;

/** Writes small pictures under other names, with the folders they need. */
export async function fill(folder: string, files: Record<string, string>) {
  for (const [path, name] of Object.entries(files)) {
    const parts = path.split("/").slice(0, -1);
    await Deno.mkdir([folder, ...parts].join("/"), { recursive: true });
    await Deno.writeFile(`${folder}/${path}`, pictureBytes(name));
  }
}
