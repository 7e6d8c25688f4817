/**
 * Answers that are pictures: the middle of the pipeline in `handler.ts`.
 *
 * @module
 */

import type { Model } from "../models.ts";
import type { PictureJob } from "../picture/job.ts";
import { hasCurrent } from "../http/etag.ts";
import { Problem } from "../http/problem.ts";
import { canonicalQuery, type QueryTable, readQuery } from "../http/query.ts";
import { relative } from "../http/relative.ts";
import { reply } from "../http/reply.ts";
import { serverTiming } from "../http/server_timing.ts";
import type { Exchange } from "../http/route.ts";
import { likedFormat, MEDIA_TYPES, namedFormat } from "./picture_format.ts";
import { checkPlan, pictureJob } from "./picture_job.ts";
import type { PictureKind } from "./picture_kind.ts";

/** The bytes never change: the address names the generator. */
const FOR_EVER = "public, max-age=31536000, immutable";

/** How long the current generator may be taken for the current one. */
const FOR_A_MINUTE = "public, max-age=60";

/**
 * The generator that an address names, or the current one if it names none.
 *
 * @param exchange A request, perhaps with the parameter `digest`.
 * @throws {Problem} 404, if there is none.
 */
export function namedModel({ parameters, service }: Exchange): Model {
  const { digest } = parameters;
  if (digest === undefined) return service.models[0];
  const model = service.models.find((model) => model.digest === digest);
  if (model === undefined) {
    throw new Problem(
      404,
      `There is no generator ${digest}: models lists those there are.`,
    );
  }
  return model;
}

/** Headers of a picture, besides those of its content. */
function pictureHeaders(
  { url, parameters: { digest, extension } }: Exchange,
  name: string,
): Record<string, string> {
  return {
    "ETag": `"${name}"`,
    ...digest === undefined ? { "Cache-Control": FOR_A_MINUTE } : {
      "Cache-Control": FOR_EVER,
      // On Deno Deploy, a cache keeps it when another version is deployed.
      "Deno-Cache-Id": `generator-${digest}`,
    },
    ...(digest === undefined || extension === undefined) &&
      { "Content-Location": relative(url.pathname, name) },
    ...extension === undefined && { "Vary": "Accept" },
  };
}

/**
 * Answers with a picture that the address describes completely.
 *
 * @param exchange The request.
 * @param kind The kind of picture that its path stands for.
 * @throws {Problem} If the request is wrong.
 * @throws {Refusal} If the studio did not paint it.
 */
export async function answerPicture<Table extends QueryTable>(
  exchange: Exchange,
  kind: PictureKind<Table>,
): Promise<Response> {
  const { request, url, parameters, service } = exchange;
  // 3.1 What is asked for.
  const model = namedModel(exchange);
  const { extension } = parameters;
  const format = extension === undefined
    ? likedFormat(request, kind.formats)
    : namedFormat(extension, kind.formats);
  const options = readQuery(kind.options, url.searchParams);
  // 3.2 What it takes.
  const plan = kind.plan(parameters, options, format);
  checkPlan(model, plan, format);

  // 3.3 Whether the client or the cache has it.
  const query = canonicalQuery(kind.options, plan.options);
  const name = `/${model.digest}${plan.path}.${format}${query}`;
  const headers = pictureHeaders(exchange, name);
  if (hasCurrent(request, `"${name}"`)) {
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

  // 3.4 and 3.5 It is painted.
  return await paint(exchange, pictureJob(model, plan, format), headers, name);
}

/**
 * Has a picture painted, and answers with it.
 *
 * @param exchange The request.
 * @param job What to paint.
 * @param headers Headers of the answer, besides those of its content.
 * @param name Names the picture in the cache; by default it is not kept.
 * @throws {Refusal} If the studio did not paint it.
 */
export async function paint(
  { request, service }: Exchange,
  job: PictureJob,
  headers: Record<string, string>,
  name?: string,
): Promise<Response> {
  const { bytes, shared, ...stages } = await service.studio.render(
    job,
    () => request.signal,
    name,
  );
  // Whoever asked first has kept and counted it.
  if (!shared) {
    if (name !== undefined) service.cache.set(name, bytes);
    const { generator: digest, format } = job;
    service.telemetry.rendered(stages, { digest, format });
  }
  return reply(bytes, {
    "Content-Type": MEDIA_TYPES[job.format],
    "Server-Timing": shared ? "cache;desc=shared" : serverTiming({
      queue: stages.queueMs,
      infer: stages.inferMs,
      encode: stages.encodeMs,
    }),
    ...headers,
  });
}
