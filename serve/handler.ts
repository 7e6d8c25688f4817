import { errorReply } from "./reply.ts";
import type { Content, Route } from "./route.ts";
import { ROUTES } from "./routes.ts";

/** What {@linkcode createHandler} needs. */
export interface HandlerOptions extends Content {
  /** Receives errors that are not the client's: it is told "internal error". */
  report: (error: unknown) => void;
}

const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "Content-Security-Policy":
    "default-src 'none'; img-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

/** The route of a path, and what its groups matched. */
function find(pathname: string): [Route, string[]] | undefined {
  for (const route of ROUTES) {
    const match = route.path.exec(pathname);
    if (match !== null) return [route, match.slice(1)];
  }
  return undefined;
}

async function respond(
  request: Request,
  options: HandlerOptions,
): Promise<Response> {
  const { pathname } = new URL(request.url);
  const found = find(pathname);
  if (found === undefined) return errorReply(404, "there is nothing here");
  if (request.method !== "GET" && request.method !== "HEAD") {
    return errorReply(405, "only GET and HEAD are answered here", {
      "Allow": "GET, HEAD",
    });
  }
  const [route, groups] = found;
  try {
    return await route.get(request, options, groups);
  } catch (error) {
    options.report(error);
    return errorReply(500, "internal error");
  }
}

/**
 * The service as a function from request to response: it opens no socket and
 * reads no file.
 *
 * Unknown paths are answered with 404, other methods than GET and HEAD with
 * 405, errors inside with 500; a response to HEAD has the headers of that to
 * GET.
 *
 * @param options The generator, the style sheet, and where errors go.
 * @returns The handler for `Deno.serve`; it never throws.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { folderUrl } from "edge-dcgan/core/folder_url.ts";
 * import { loadGenerator } from "edge-dcgan/core/frozen_generator.ts";
 * import { createHandler } from "edge-dcgan/serve/handler.ts";
 *
 * const painter = await loadGenerator(folderUrl("tests/fixtures/generator"));
 * const options = { painter, stylesheet: "", report: console.error };
 * const handler = createHandler(options);
 * const response = await handler(new Request("http://localhost/image/7.png"));
 * assertEquals(response.headers.get("Content-Type"), "image/png");
 * await painter.release();
 * ```
 */
export function createHandler(
  options: HandlerOptions,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const response = await respond(request, options);
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
      response.headers.set(name, value);
    }
    return request.method === "HEAD" ? new Response(null, response) : response;
  };
}
