/**
 * The service as a function. The pipeline of a request, and of a picture in it:
 *
 * 1. It gets a name, and its path leads to a route (`http/router.ts`,
 *    `routes/routes.ts`).
 * 2. The route has an operation for its method, or there is a 405.
 * 3. The operation answers. One that sends a picture
 *    (`routes/answer_picture.ts`)
 *    1. finds the generator, the format and the options that are asked for;
 *    2. plans the picture as its kind says (`routes/image.ts`, …), and refuses
 *       what is too large;
 *    3. answers 304 to a client that has it, or from the cache;
 *    4. makes a job of the plan (`routes/picture_job.ts`) and gives it to the
 *       studio, where it joins another for the same picture, or waits in the
 *       queue (`studio/studio.ts`);
 *    5. a worker paints and encodes it (`picture/render.ts`), and the file goes
 *       into the cache and the answer.
 * 4. What went wrong becomes a problem, as JSON or as a page.
 * 5. A text gets an entity tag and is compressed (`http/text_encoding.ts`).
 * 6. Every answer gets the headers that all have, and loses its body where only
 *    the head was asked for.
 * 7. It is logged and counted.
 *
 * @module
 */

import { Refusal } from "./studio/refusal.ts";
import { addHeaders } from "./http/headers.ts";
import { negotiate } from "./http/negotiate.ts";
import { Problem, problemReply } from "./http/problem.ts";
import { problemPage } from "./http/problem_page.ts";
import { toProblem } from "./http/refused.ts";
import { createTextEncoding } from "./http/text_encoding.ts";
import type { Method, Route, Service } from "./http/route.ts";
import { createRouter, type RouteMatch } from "./http/router.ts";
import { ROUTES } from "./routes/routes.ts";

/** A request that was answered. */
export interface LogEntry {
  /** Names the request, in the answer as well. */
  readonly requestId: string;
  /** Its method. */
  readonly method: string;
  /** Its path, without the query. */
  readonly path: string;
  /** Status of the answer. */
  readonly status: number;
  /** Milliseconds until there was an answer. */
  readonly ms: number;
}

/** What {@linkcode createHandler} needs. */
export interface HandlerOptions extends Service {
  /** Receives errors that are not the client's: it is told as little of them. */
  readonly report: (error: unknown) => void;
  /** Receives every request with its answer. */
  readonly log: (entry: LogEntry) => void;
}

/** Methods of a path, as the `Allow` header lists them. */
function allowed(route: Route): string {
  const methods = Object.keys(route.operations);
  if (methods.includes("GET")) methods.push("HEAD");
  return [...methods, "OPTIONS"].join(", ");
}

/** Tells a browser that other sites may use this path. */
function preflight(route: Route): Response {
  return new Response(null, {
    status: 204,
    headers: {
      "Allow": allowed(route),
      "Access-Control-Allow-Methods": allowed(route),
      "Access-Control-Allow-Headers": "Content-Type",
      "Access-Control-Max-Age": "86400",
      "Cache-Control": "no-store",
    },
  });
}

/** The answer of the operation that the request asks for. */
async function dispatch(
  request: Request,
  url: URL | null,
  match: RouteMatch | undefined,
  service: Service,
): Promise<Response> {
  // Deno puts the Host header into the address as it is.
  if (url === null) throw new Problem(400, "The Host header names no host.");
  if (match === undefined) {
    throw new Problem(
      404,
      "There is nothing here: openapi.json lists the addresses.",
    );
  }
  const { route, parameters } = match;
  const { method } = request;
  if (method === "OPTIONS") return preflight(route);
  const operation = route.operations[
    (method === "HEAD" ? "GET" : method) as Method
  ];
  if (operation === undefined) {
    const headers = { "Allow": allowed(route) };
    throw new Problem(405, `${method} is not answered here.`, { headers });
  }
  return await operation.answer({
    request,
    url,
    parameters,
    service,
    routes: ROUTES,
  });
}

/** How a problem can be told; programs take the first. */
const PROBLEM_TYPES = ["application/problem+json", "text/html"] as const;

/** Whether a client would rather have a page than JSON: browsers do. */
function wantsPage({ headers }: Request): boolean {
  return negotiate(headers.get("Accept"), PROBLEM_TYPES) === PROBLEM_TYPES[1];
}

/** The problem behind an error, and whether it is ours. */
function explain(error: unknown): { problem: Problem; ours?: unknown } {
  if (error instanceof Problem) return { problem: error };
  if (error instanceof Refusal) {
    const ours = error.reason === "failed" ? error.cause : undefined;
    return { problem: toProblem(error), ours };
  }
  const problem = new Problem(500, "Something went wrong inside.");
  return { problem, ours: error };
}

/** The generator that an address names, if there is such a one. */
function knownModel(
  match: RouteMatch | undefined,
  { models }: Service,
): { model: string } | undefined {
  const named = match?.parameters["digest"];
  const model = models.find(({ digest }) => digest === named);
  return model && { model: model.digest };
}

/**
 * The service as a function from request to response: it opens no socket and
 * reads no file.
 *
 * A response to HEAD has the headers of that to GET. What goes wrong is told as
 * RFC 9457 says, or with a page where HTML is preferred: unknown paths with 404,
 * methods with 405, errors inside with 500. Texts are compressed.
 *
 * @param options Generators, studio, cache and page, and where errors and logs
 *   go.
 * @returns The handler for `Deno.serve`; it never throws.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   createHandler,
 *   folderUrl,
 *   openService,
 * } from "@edge-dcgan/edge-dcgan/serve";
 *
 * const service = await openService({
 *   folder: folderUrl("tests/fixtures/generator"),
 *   workers: 0,
 *   report: console.error,
 * });
 * const handler = createHandler({ ...service, log: () => {} });
 * const response = await handler(new Request("http://localhost/image/7.png"));
 * assertEquals(response.headers.get("Content-Type"), "image/png");
 * await service.studio.close(1000);
 * ```
 */
export function createHandler(
  options: HandlerOptions,
): (request: Request) => Promise<Response> {
  const router = createRouter(ROUTES);
  const encodeText = createTextEncoding();
  const { log, report, telemetry, assets } = options;
  return async (request) => {
    const started = performance.now();
    const { method } = request;
    // 1. Its name and its route.
    const requestId = crypto.randomUUID();
    const url = URL.parse(request.url);
    const path = url?.pathname ?? "/";
    const match = router(path);
    let response: Response;
    try {
      // 2. and 3. The operation of its method answers.
      response = await dispatch(request, url, match, options);
    } catch (error) {
      // 4. What went wrong becomes a problem.
      const { problem, ours } = explain(error);
      if (ours !== undefined) report(ours);
      response = wantsPage(request)
        ? problemPage(problem, {
          ...{ requestId, path, assets },
          ...knownModel(match, options),
        })
        : problemReply(problem, requestId);
    }
    // 5. Texts are tagged and compressed.
    response = await encodeText(request, response);
    // 6. What all answers have, and those to HEAD have not.
    addHeaders(response, requestId);
    if (method === "HEAD") {
      await response.body?.cancel();
      response = new Response(null, response);
    }
    // 7. It is logged and counted.
    const { status } = response;
    const ms = performance.now() - started;
    log({ requestId, method, path, status, ms });
    telemetry.answered({
      route: match?.route.path,
      method,
      status,
      milliseconds: ms,
    });
    return response;
  };
}
