import { relative } from "../http/relative.ts";
import type { Route } from "../http/route.ts";

/** `/random`: sends the browser to a picture at random. */
export const RANDOM: Route = {
  path: "/random",
  operations: {
    GET: {
      id: "getRandom",
      summary: "A picture at random, by the current generator",
      statuses: [302],
      answer: ({ url, service }) => {
        const [{ digest }] = service.models;
        const [seed = 0] = crypto.getRandomValues(new Uint32Array(1));
        return new Response(null, {
          status: 302,
          headers: {
            "Location": relative(
              url.pathname,
              `/${digest}/image/${seed}.png${url.search}`,
            ),
            "Cache-Control": "no-store",
          },
        });
      },
    },
  },
};
