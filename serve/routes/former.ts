import { relative } from "../http/relative.ts";
import type { Exchange, Route } from "../http/route.ts";

/** What a former digest of a generator has become, if it is one. */
export function presentDigest(
  { models }: Exchange["service"],
  digest: string | undefined,
): string | undefined {
  if (digest === undefined) return undefined;
  return models.find(({ formerDigest }) => formerDigest === digest)?.digest;
}

/**
 * A redirect for good.
 *
 * @param location Where to.
 */
export function moved(location: string): Response {
  return new Response(null, {
    status: 308,
    headers: {
      "Location": location,
      "Cache-Control": "public, max-age=86400",
    },
  });
}

/**
 * A route that also answers under the digests that generators had before:
 * there, it leads to the present ones.
 *
 * @param route Its path begins with `/{digest}`.
 */
export function withFormerDigests(route: Route): Route {
  return {
    ...route,
    operations: Object.fromEntries(
      Object.entries(route.operations).map(([method, operation]) => [method, {
        ...operation,
        statuses: [...operation.statuses, 308],
        answer: (exchange: Exchange) => {
          const { url, parameters, service } = exchange;
          const digest = presentDigest(service, parameters["digest"]);
          if (digest === undefined) return operation.answer(exchange);
          const rest = url.pathname.slice(1 + digest.length);
          const there = relative(url.pathname, `/${digest}${rest}`);
          return moved(`${there}${url.search}`);
        },
      }]),
    ),
  };
}
