import type { Exchange, Method, Operation, Route } from "../http/route.ts";

/** How long a browser may take the current generator for the current one. */
const CACHE_CONTROL = "public, max-age=60";

function redirect({ url, service }: Exchange): Response {
  const [{ digest }] = service.models;
  return new Response(null, {
    status: 307,
    headers: {
      "Location": `/${digest}${url.pathname}${url.search}`,
      "Cache-Control": CACHE_CONTROL,
    },
  });
}

/**
 * The routes that name no generator: they lead to the current one.
 *
 * @param routes Routes whose paths begin with `/{digest}`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { currentRoutes } from "edge-dcgan/serve/routes/current.ts";
 *
 * const [route] = currentRoutes([{ path: "/{digest}/x", operations: {} }]);
 * assertEquals(route?.path, "/x");
 * ```
 */
export function currentRoutes(routes: readonly Route[]): Route[] {
  return routes.map(({ path, operations, ...rest }) => ({
    ...rest,
    path: path.replace("/{digest}", ""),
    operations: Object.fromEntries(
      Object.entries(operations).map((
        [method, { id, summary }],
      ): [Method, Operation] => [method as Method, {
        id: `${id}OfCurrent`,
        summary: `${summary}, by the current generator`,
        statuses: [307],
        answer: redirect,
      }]),
    ),
  }));
}
