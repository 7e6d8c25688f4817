import { encodeAnimation } from "../../core/picture/animation.ts";
import { writeAtomically } from "../../core/atomic_file.ts";
import type { RgbPicture } from "../../core/picture/picture.ts";
import { fromImageData } from "../../core/picture/rgba.ts";
import { decodePicture } from "../data/decode.ts";
import { fitPicture } from "../data/resize.ts";

/** Frames at most: a file that can still be sent around. */
const MOST_FRAMES = 30;
/** Longer side of the frames at most, in pixels. */
const MOST_PIXELS = 400;
/** Milliseconds that all frames but the last take together, about. */
const LENGTH = 6000;
/** Milliseconds of a frame at most, and of the last one. */
const SLOWEST = 500;
const LAST = 2500;

/** Evenly chosen, with the first and the last. */
function chosen(paths: readonly string[]): string[] {
  const count = Math.min(paths.length, MOST_FRAMES);
  return Array.from({ length: count }, (_, index) => {
    const at = count === 1
      ? 0
      : Math.round(index * (paths.length - 1) / (count - 1));
    return paths[at] as string;
  });
}

async function readFrame(path: string): Promise<RgbPicture> {
  const picture = await decodePicture(await Deno.readFile(path));
  const { height, width } = picture;
  const scale = Math.min(1, MOST_PIXELS / Math.max(height, width));
  const { rgba, ...size } = await fitPicture(picture, {
    height: Math.round(scale * height),
    width: Math.round(scale * width),
    fit: "stretch",
  });
  return fromImageData(new ImageData(rgba, size.width, size.height));
}

/**
 * Writes an animation of how the pictures of a run came about.
 *
 * @param path Path of the GIF.
 * @param grids Paths of the grids of fakes, the oldest first, one or more; of
 * many, 30 are taken.
 * @throws {RangeError} If there is no grid.
 */
export async function writeProgressGif(
  path: string,
  grids: readonly string[],
): Promise<void> {
  const frames: RgbPicture[] = [];
  for (const grid of chosen(grids)) frames.push(await readFrame(grid));
  const gif = encodeAnimation(frames, [...frames.keys()], {
    repeats: true,
    milliseconds: Math.min(
      SLOWEST,
      10 * Math.round(LENGTH / frames.length / 10),
    ),
    lastMilliseconds: LAST,
  });
  await writeAtomically(path, gif);
}
