/**
 * Where pictures are written, and in which format.
 *
 * @module
 */

import { UserError } from "../../core/user_error.ts";
import type { Format } from "../picture/job.ts";

/** A file, or a folder of files. */
export interface Out {
  /** Path of it. */
  readonly path: string;
  /** Whether it is a folder. */
  readonly isFolder: boolean;
  /** Kind of the files. */
  readonly format: Format;
}

/** What is to be written. */
export interface OutRules {
  /** Formats it can be written in, the default first. */
  readonly formats: readonly Format[];
  /** Path if none is given, without the extension of a file. */
  readonly byDefault: string;
  /** What needs one file, and what needs a folder: "--grid". */
  readonly needs?: { readonly what: string; readonly a: "file" | "folder" };
}

const FORMATS: Readonly<Record<string, Format>> = {
  png: "png",
  webp: "webp",
  jpg: "jpg",
  jpeg: "jpg",
  gif: "gif",
};

/** Files that pictures are not written as. */
const OTHER_FORMATS = /\.(jfif|bmp|tiff?|avif|heic|jxl|svg)$/i;

/** `png, webp or jpg` */
function oneOf(formats: readonly string[]): string {
  return `${formats.slice(0, -1).join(", ")} or ${formats.at(-1)}`;
}

function endings(formats: readonly Format[]): string {
  return oneOf(formats.map((format) => `.${format}`));
}

/**
 * Reads where to write.
 *
 * @param out `--out`, if it is given.
 * @param format `--format`, if it is given.
 * @param rules What is to be written.
 * @throws {UserError} With exit code 2 if it cannot be written so.
 */
export function readOut(
  out: string | undefined,
  format: Format | undefined,
  { formats, byDefault, needs }: OutRules,
): Out {
  const [first = "png"] = formats;
  if (format !== undefined && !formats.includes(format)) {
    throw new UserError(
      `--format is ${format}: it must be ${oneOf(formats)} here`,
      2,
    );
  }
  if (out === undefined) {
    const isFolder = needs?.a !== "file";
    const kind = format ?? first;
    const path = isFolder ? byDefault : `${byDefault}.${kind}`;
    return { path, isFolder, format: kind };
  }
  const extension = /\.([a-z]+)$/i.exec(out)?.[1]?.toLowerCase() ?? "";
  const named = FORMATS[extension];
  const refuse = (rule: string): never => {
    throw new UserError(`--out is ${out}: ${rule}`, 2);
  };
  if (named === undefined) {
    if (OTHER_FORMATS.test(out) || needs?.a === "file") {
      return refuse(
        `it must end in ${endings(formats)}${
          needs?.a === "file" ? ` with ${needs.what}` : ", or be a folder"
        }`,
      );
    }
    return { path: out, isFolder: true, format: format ?? first };
  }
  if (needs?.a === "folder") {
    return refuse(`it must be a folder for ${needs.what}`);
  }
  if (!formats.includes(named)) {
    return refuse(
      `it must end in ${endings(formats)}; only --walk makes a GIF`,
    );
  }
  if (format !== undefined && format !== named) {
    return refuse(`--format is ${format}, which is another one`);
  }
  return { path: out, isFolder: false, format: named };
}
