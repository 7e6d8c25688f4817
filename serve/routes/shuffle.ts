import { PAGE_SIZE } from "../page/page.ts";
import type { Route } from "../route.ts";
import { MAX_SEED } from "../seed.ts";

/**
 * `/shuffle`: sends the browser to a page at random. Which page it is stays out
 * of the link, so that the page with the link can be cached.
 */
export const shuffle: Route = {
  path: /^\/shuffle$/,
  get: () => {
    const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
    const page = random % Math.floor((MAX_SEED + 1) / PAGE_SIZE);
    return new Response(null, {
      status: 302,
      headers: {
        "Location": `/?from=${page * PAGE_SIZE}`,
        "Cache-Control": "no-store",
      },
    });
  },
};
