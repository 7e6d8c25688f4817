import { reply } from "../reply.ts";
import type { Route } from "../route.ts";

/**
 * `/healthz`: the service is up. It listens only once its generator has painted
 * a first picture, so there is nothing else to check.
 */
export const health: Route = {
  path: /^\/healthz$/,
  get: () =>
    reply('{"status":"ok"}\n', {
      "Content-Type": "application/json",
      "Cache-Control": "no-store",
    }),
};
