import { renderPage } from "../page/page.ts";
import { errorReply, reply } from "../reply.ts";
import type { Route } from "../route.ts";
import { parseSeed, SEED_RULE } from "../seed.ts";

/** `/` and `/?from=SEED`: the page with the pictures of 25 seeds. */
export const index: Route = {
  path: /^\/$/,
  get: (request, content) => {
    const from = new URL(request.url).searchParams.get("from") ?? "0";
    const seed = parseSeed(from);
    if (seed === undefined) {
      return errorReply(400, `from must be ${SEED_RULE}`);
    }
    return reply(renderPage(content.painter.card, seed), {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "public, max-age=300",
    });
  },
};
