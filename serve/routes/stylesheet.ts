import { reply } from "../reply.ts";
import type { Route } from "../route.ts";

/** `/style.css`: the style sheet of the page. */
export const stylesheet: Route = {
  path: /^\/style\.css$/,
  get: (_request, content) =>
    reply(content.stylesheet, {
      "Content-Type": "text/css; charset=utf-8",
      "Cache-Control": "public, max-age=300",
    }),
};
