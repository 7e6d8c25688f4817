/**
 * In which format a picture is sent.
 *
 * @module
 */

import type { Format } from "../picture/job.ts";
import { negotiate } from "../http/negotiate.ts";
import { Problem } from "../http/problem.ts";

/** Media types of the formats. */
export const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  webp: "image/webp",
  gif: "image/gif",
};

/**
 * The format that an extension stands for.
 *
 * @param extension As it stands in the address, without the dot.
 * @param formats Formats there are.
 * @throws {Problem} 404, if it is none of them.
 */
export function namedFormat(
  extension: string,
  formats: readonly Format[],
): Format {
  const format = formats.find((format) => format === extension);
  if (format === undefined) {
    throw new Problem(
      404,
      `There is no file with the extension ${
        JSON.stringify(extension)
      }: it must be ${
        formats.join(" or ")
      }. A seed with a dot in it needs an extension, too.`,
    );
  }
  return format;
}

/**
 * The format that a client likes best.
 *
 * @param request Its `Accept` is looked at.
 * @param formats Formats there are, the default first.
 * @throws {Problem} 406, if it accepts none of them.
 */
export function likedFormat(
  request: Request,
  formats: readonly Format[],
): Format {
  const types = formats.map((format) => MEDIA_TYPES[format]);
  const type = negotiate(request.headers.get("Accept"), types);
  const format = formats.find((format) => MEDIA_TYPES[format] === type);
  if (format === undefined) {
    throw new Problem(406, `Accept must allow ${types.join(" or ")}.`);
  }
  return format;
}
