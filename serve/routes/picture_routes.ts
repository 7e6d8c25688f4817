/**
 * Routes to pictures that an address describes completely.
 *
 * @module
 */

import type { Format, PictureJob } from "../picture/job.ts";
import { negotiate } from "../http/negotiate.ts";
import { canonicalQuery, readQuery } from "../http/query.ts";
import type { QueryTable, QueryValues } from "../http/query.ts";
import { hasCurrent } from "../http/etag.ts";
import { Problem } from "../http/problem.ts";
import { relative } from "../http/relative.ts";
import { reply } from "../http/reply.ts";
import type { Exchange, Operation, Route } from "../http/route.ts";
import {
  answerJob,
  checkSize,
  checkWebpWidth,
  MEDIA_TYPES,
  namedModel,
} from "./answer_picture.ts";
import type { PictureOptions } from "./picture_options.ts";

/** What is in a picture, and how its address is written. */
export interface PicturePlan<Table> {
  /** Its path without generator and format, with the numbers of its seeds. */
  readonly path: string;
  /** Its options, as they are written where it makes no difference. */
  readonly options: QueryValues<Table>;
  /** How many pictures have to be painted. */
  readonly pictures: number;
  /** How many of them stand side by side in a still picture; 1 by default. */
  readonly columns?: number;
  /** What to paint; is only called if it has to be. */
  job(): PictureJob;
}

/** A kind of picture. */
export interface PictureKind<Table extends QueryTable> {
  /** Names it in the OpenAPI document: `Image`. */
  readonly name: string;
  /** What it is, in a few words. */
  readonly summary: string;
  /** Its path without generator and format. */
  readonly path: string;
  /** Formats there are, the default first. */
  readonly formats: readonly Format[];
  /** Its options. */
  readonly options: Table;
  /**
   * Plans a picture.
   *
   * @throws {Problem} 400, if a parameter of the path is wrong.
   */
  plan(
    parameters: Exchange["parameters"],
    options: QueryValues<Table>,
    format: Format,
  ): PicturePlan<Table>;
}

/** The bytes never change: the address names the generator. */
const FOR_EVER = "public, max-age=31536000, immutable";

/** How long the current generator may be taken for the current one. */
const FOR_A_MINUTE = "public, max-age=60";

/** The format that an extension stands for. */
function namedFormat(extension: string, formats: readonly Format[]): Format {
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

/** The format that a client likes best. */
function likedFormat(request: Request, formats: readonly Format[]): Format {
  const types = formats.map((format) => MEDIA_TYPES[format]);
  const type = negotiate(request.headers.get("Accept"), types);
  const format = formats.find((format) => MEDIA_TYPES[format] === type);
  if (format === undefined) {
    throw new Problem(406, `Accept must allow ${types.join(" or ")}.`);
  }
  return format;
}

async function answer<
  Table extends QueryTable & Record<keyof PictureOptions, unknown>,
>(
  exchange: Exchange,
  kind: PictureKind<Table>,
): Promise<Response> {
  const { request, url, parameters, service } = exchange;
  const model = namedModel(exchange);
  const { digest, extension } = parameters;
  const format = extension === undefined
    ? likedFormat(request, kind.formats)
    : namedFormat(extension, kind.formats);
  const options = readQuery(kind.options, url.searchParams);
  const plan = kind.plan(parameters, options, format);
  const scale = Number(plan.options.scale);
  checkSize(model, plan.pictures, scale);
  if (format === "webp") checkWebpWidth(model, plan.columns ?? 1, scale);

  const query = canonicalQuery(kind.options, plan.options);
  const name = `/${model.digest}${plan.path}.${format}${query}`;
  const etag = `"${name}"`;
  const headers: Record<string, string> = {
    "ETag": etag,
    ...digest === undefined ? { "Cache-Control": FOR_A_MINUTE } : {
      "Cache-Control": FOR_EVER,
      // On Deno Deploy, a cache keeps it when another version is deployed.
      "Deno-Cache-Id": `generator-${digest}`,
    },
    ...(digest === undefined || extension === undefined) &&
      { "Content-Location": relative(url.pathname, name) },
    ...extension === undefined && { "Vary": "Accept" },
  };
  if (hasCurrent(request, etag)) {
    return new Response(null, { status: 304, headers });
  }
  const file = service.cache.get(name);
  service.telemetry.lookedUp(file !== undefined);
  if (file !== undefined) {
    return reply(file, {
      "Content-Type": MEDIA_TYPES[format],
      "Server-Timing": "cache;desc=hit",
      ...headers,
    });
  }
  return await answerJob(exchange, model, plan.job(), headers, name);
}

/** Statuses of every answer that needs the studio. */
export const STUDIO_STATUSES = [429, 500, 503, 504] as const;

/**
 * The routes to a kind of picture: with an extension, and without one, where
 * `Accept` decides.
 *
 * @param kind The kind.
 */
export function pictureRoutes<
  Table extends QueryTable & Record<keyof PictureOptions, unknown>,
>(kind: PictureKind<Table>): Route[] {
  const { name, summary, path, formats, options } = kind;
  const operation = {
    summary,
    options,
    types: formats.map((format) => MEDIA_TYPES[format]),
    answer: (exchange: Exchange) => answer(exchange, kind),
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
