import { encodePng } from "../../core/png.ts";
import { hasCurrent } from "../etag.ts";
import { paintSeed } from "../paint_seed.ts";
import { errorReply, reply } from "../reply.ts";
import type { Route } from "../route.ts";
import { parseSeed, SEED_RULE } from "../seed.ts";

/**
 * The same seed and model give the same bytes for ever, but the address does
 * not name the model: an hour bounds how long a browser may show pictures of a
 * model that was replaced. Asking again costs no painting (304).
 */
const CACHE_CONTROL = "public, max-age=3600";

/** `/image/SEED.png`: the picture of a seed. */
export const image: Route = {
  path: /^\/image\/([^/]*)\.png$/,
  get: async (request, { painter }, [text = ""]) => {
    const seed = parseSeed(text);
    if (seed === undefined) {
      return errorReply(400, `the seed must be ${SEED_RULE}`);
    }
    const etag = `"${painter.card.model.sha256.slice(0, 16)}-${seed}"`;
    const caching = { "ETag": etag, "Cache-Control": CACHE_CONTROL };
    if (hasCurrent(request, etag)) {
      return new Response(null, { status: 304, headers: caching });
    }
    return reply(encodePng(await paintSeed(painter, seed)), {
      "Content-Type": "image/png",
      ...caching,
    });
  },
};
