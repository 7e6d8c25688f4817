/**
 * Routes for whoever watches over the service.
 *
 * @module
 */

import { Problem } from "../http/problem.ts";
import { reply } from "../http/reply.ts";
import type { Route } from "../http/route.ts";

function ok(status: string): Response {
  return reply(`${JSON.stringify({ status })}\n`, {
    "Content-Type": "application/json",
    "Cache-Control": "no-store",
  });
}

/** `/healthz`: the process is up, whatever it may be busy with. */
export const HEALTH: Route = {
  path: "/healthz",
  operations: {
    GET: {
      id: "getHealth",
      summary: "Whether the service is up",
      types: ["application/json"],
      statuses: [200],
      answer: () => ok("ok"),
    },
  },
};

/** `/readyz`: the service can paint; not while it loads, and not at its end. */
export const READINESS: Route = {
  path: "/readyz",
  operations: {
    GET: {
      id: "getReadiness",
      summary: "Whether the service can paint now",
      types: ["application/json"],
      statuses: [200, 503],
      answer: ({ service }) => {
        if (service.studio.isReady) return ok("ready");
        throw new Problem(503, "No generator is loaded.", {
          headers: { "Retry-After": "1" },
        });
      },
    },
  },
};
