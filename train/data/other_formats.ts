/**
 * Pictures in formats that are not read, so that they can be named.
 *
 * @module
 */

import { extname } from "node:path";

/** A format by the first bytes of a file, or else by its extension. */
interface OtherFormat {
  name: string;
  /** Tells a file by its first bytes, as Latin-1 text. */
  start?: RegExp;
  extensions: readonly string[];
}

const OTHER_FORMATS: readonly OtherFormat[] = [
  {
    name: "HEIF or AVIF",
    start: /^[^]{4}ftyp(hei[cmsx]|hev[cmsx]|mif1|msf1|avi[fs])/,
    extensions: [".heif", ".heic", ".hif", ".avif"],
  },
  {
    name: "JPEG 2000",
    start: /^([^]{4}jP {2}\r\n|\xffO\xffQ)/,
    extensions: [".jp2", ".j2k", ".jpf", ".jpx", ".j2c"],
  },
  {
    name: "JPEG XL",
    start: /^(\xff\n|[^]{4}JXL \r\n)/,
    extensions: [".jxl"],
  },
  {
    name: "TIFF or camera raw",
    start: /^(II\*\0|MM\0\*|II\+\0|MM\0\+)/,
    extensions: [
      ...[".tif", ".tiff", ".dng", ".nef", ".cr2", ".cr3", ".arw", ".orf"],
      ...[".rw2", ".raf"],
    ],
  },
  {
    name: "PNM",
    start: /^P([1-6]\s+[#\d]|7\nWIDTH)/,
    extensions: [".pnm", ".pbm", ".pgm", ".ppm", ".pam"],
  },
  { name: "Photoshop", start: /^8BPS/, extensions: [".psd"] },
  { name: "TGA", extensions: [".tga"] },
  { name: "SVG", start: /^\s*<svg[\s>]/, extensions: [".svg", ".svgz"] },
];

/**
 * Names the format of a picture that is not read.
 *
 * @param path Path of the file.
 * @param start Its first bytes.
 * @returns The name; `undefined` if the file is no such picture.
 */
export function otherFormat(
  path: string,
  start: Uint8Array,
): string | undefined {
  const text = String.fromCharCode(...start);
  const extension = extname(path).toLowerCase();
  const format = OTHER_FORMATS.find((format) => format.start?.test(text)) ??
    OTHER_FORMATS.find(({ extensions }) => extensions.includes(extension));
  return format?.name;
}
