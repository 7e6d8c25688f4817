import type { Size } from "../../core/option_value.ts";
import { UserError } from "../../core/user_error.ts";

/** Pixels along each side that one pixel of the linear layer becomes. */
const SCALE = 16;

/** The longest side that training knows. */
const MAX_SIDE = 1024;

/** Sizes of pictures that a number of pixels can become. */
function possibleSizes(pixels: number): Size[] {
  const longest = MAX_SIDE / SCALE;
  return Array.from({ length: longest }, (_, index) => index + 1)
    .filter((rows) => pixels % rows === 0 && pixels / rows <= longest)
    .map((rows) => ({ height: SCALE * rows, width: SCALE * pixels / rows }));
}

/**
 * The size of a generator's pictures.
 *
 * @param path What messages call the generator's file.
 * @param pixels Pixels that its linear layer makes, each of which becomes 16×16.
 * @param asked The size that is asked for; by default the pictures are square.
 * @throws {UserError} If that many pixels cannot become such pictures.
 */
export function chooseSize(
  path: string,
  pixels: number,
  asked?: Size,
): Size {
  const sizes = possibleSizes(pixels);
  const list = sizes.map(({ height, width }) => `${height}x${width}`);
  const [first] = list;
  if (first === undefined) {
    throw new UserError(
      `${path}: its pictures would have sides longer than ${MAX_SIDE} pixels`,
    );
  }
  const allowed = list.length === 1 ? first : `one of ${list.join(", ")}`;
  const found = sizes.find(({ height, width }) =>
    asked === undefined
      ? height === width
      : height === asked.height && width === asked.width
  );
  if (found !== undefined) return found;
  const makes = `its linear layer makes ${pixels} pixels`;
  throw asked === undefined
    ? new UserError(
      `${path}: ${makes}, which do not show the proportions of its pictures: give --size, ${allowed}`,
    )
    : new UserError(
      `--size is ${asked.height}x${asked.width}: it must be ${allowed}, since ${path} is given and ${makes}`,
    );
}
