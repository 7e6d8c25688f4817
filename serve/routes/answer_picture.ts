/**
 * Answers that are pictures.
 *
 * @module
 */

import { renderTask } from "../studio/render_task.ts";
import type { Model } from "../models.ts";
import type { Format, PictureJob } from "../picture/job.ts";
import { Problem } from "../http/problem.ts";
import { reply } from "../http/reply.ts";
import { serverTiming } from "../http/server_timing.ts";
import type { Exchange } from "../http/route.ts";

/** Media types of the formats. */
export const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  webp: "image/webp",
  gif: "image/gif",
};

/** What is told of a picture that was made for another request. */
const SHARED = "cache;desc=shared";

/** Most pixels of the painted pictures of one answer, in their final size. */
export const MAX_PIXELS = 2 ** 22;

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

/**
 * Checks that an answer does not get too large.
 *
 * @param model The generator.
 * @param pictures How many pictures it paints.
 * @param scale How many times as wide and high they are.
 * @throws {Problem} 400, if there are more than {@linkcode MAX_PIXELS}.
 */
export function checkSize(
  { card }: Model,
  pictures: number,
  scale: number,
): void {
  const { width, height } = card.architecture;
  const pixels = pictures * width * height * scale ** 2;
  if (pixels <= MAX_PIXELS) return;
  const counted = pictures === 1 ? "1 picture" : `${pictures} pictures`;
  const allowed =
    `so small that all pictures together have at most ${MAX_PIXELS} pixels`;
  throw new Problem(
    400,
    `scale is ${scale}: ${counted} of ${width} × ${height} would have ${pixels} pixels; it must be ${allowed}.`,
    { option: "scale", allowed },
  );
}

/** Most pixels of a row of a WebP, a limit of the format. */
const MAX_WEBP_WIDTH = 16383;

/**
 * Refuses a WebP that would be wider than the format allows.
 *
 * @param model The generator.
 * @param columns How many pictures stand side by side.
 * @param scale How many times as wide each is.
 * @throws {Problem} 400, if it would be.
 */
export function checkWebpWidth(
  { card }: Model,
  columns: number,
  scale: number,
): void {
  const pixels = columns * card.architecture.width * scale;
  if (pixels <= MAX_WEBP_WIDTH) return;
  const allowed =
    `so small that a WebP is at most ${MAX_WEBP_WIDTH} pixels wide`;
  throw new Problem(
    400,
    `scale is ${scale}: the WebP would be ${pixels} pixels wide; it must be ${allowed}.`,
    { option: "scale", allowed },
  );
}

/**
 * Renders a job.
 *
 * @param exchange The request.
 * @param model The generator.
 * @param job What to paint.
 * @param headers Headers of the answer, besides those of its content.
 * @param kept Name of the file in the cache; by default it is not kept.
 * @throws {Refusal} If the studio did not do it.
 */
export async function answerJob(
  exchange: Exchange,
  model: Model,
  job: PictureJob,
  headers: Record<string, string>,
  kept?: string,
): Promise<Response> {
  const { request, service } = exchange;
  const { digest, card } = model;
  const { result, waitedMs, shared } = await service.studio.render(
    renderTask(digest, card, job),
    () => request.signal,
    kept,
  );
  const { bytes, inferMs, encodeMs } = result;
  const type = { "Content-Type": MEDIA_TYPES[job.format] };
  if (shared) {
    return reply(bytes, { ...type, "Server-Timing": SHARED, ...headers });
  }
  if (kept !== undefined) service.cache.set(kept, bytes);
  service.telemetry.rendered(
    { queueMs: waitedMs, inferMs, encodeMs },
    { digest, format: job.format },
  );
  return reply(bytes, {
    ...type,
    "Server-Timing": serverTiming({
      queue: waitedMs,
      infer: inferMs,
      encode: encodeMs,
    }),
    ...headers,
  });
}
