import type { QueryTable } from "../http/query.ts";
import type { Exchange, Operation, Route } from "../http/route.ts";
import { answerPicture } from "./answer_picture.ts";
import { MEDIA_TYPES } from "./picture_format.ts";
import type { PictureKind } from "./picture_kind.ts";

/** Statuses of every answer that needs the studio. */
export const STUDIO_STATUSES = [429, 500, 503, 504] as const;

/**
 * The routes to a kind of picture: with an extension, and without one, where
 * `Accept` decides.
 *
 * @param kind The kind.
 */
export function pictureRoutes<Table extends QueryTable>(
  kind: PictureKind<Table>,
): Route[] {
  const { name, summary, path, formats, options } = kind;
  const operation = {
    summary,
    options,
    types: formats.map((format) => MEDIA_TYPES[format]),
    answer: (exchange: Exchange) => answerPicture(exchange, kind),
  } satisfies Partial<Operation>;
  return [
    {
      path: `/{digest}${path}.{extension}`,
      choices: { extension: formats },
      operations: {
        GET: {
          ...operation,
          id: `get${name}`,
          statuses: [200, 304, 400, 404, ...STUDIO_STATUSES],
        },
      },
    },
    {
      path: `/{digest}${path}`,
      operations: {
        GET: {
          ...operation,
          id: `negotiate${name}`,
          statuses: [200, 304, 400, 404, 406, ...STUDIO_STATUSES],
        },
      },
    },
  ];
}
