/**
 * Routes to the page and to what it loads.
 *
 * @module
 */

import { renderPage } from "../page/document.ts";
import {
  pageAddress,
  readFavourite,
  readPageState,
} from "../page/shared/page_state.ts";
import { moved, presentDigest } from "./former.ts";
import { Problem } from "../http/problem.ts";
import { reply } from "../http/reply.ts";
import { checkEdits, checkLabels } from "./picture_job.ts";
import type { Exchange, Route, Service } from "../http/route.ts";

/** What the page may do; pictures of latents come as blobs. */
const POLICY =
  "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors ";

/** What the worker that paints may do: it gets all it needs from the page. */
const PAINTER_POLICY = "default-src 'none'; script-src 'wasm-unsafe-eval'";

/** Headers of the page, and who may show it in a frame. */
function pageHeaders({ embed = "'none'" }: Service): Record<string, string> {
  return {
    "Content-Security-Policy": POLICY + embed,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
  };
}

/** Milliseconds of a day. */
const DAY = 86_400_000;

/** The page in the state that its address says, or the way to it. */
function page({ url, service }: Exchange): string | Response {
  const { models, assets } = service;
  try {
    const state = readPageState(url.searchParams);
    const present = presentDigest(service, state.model);
    if (present !== undefined) {
      return moved(pageAddress({ ...state, model: present }));
    }
    const model = state.model === undefined
      ? models[0]
      : models.find(({ digest }) => digest === state.model);
    if (model === undefined) {
      throw new Problem(404, `There is no generator ${state.model}.`);
    }
    const favourites = (state.favourites ?? []).map(readFavourite);
    for (const { label, endlabel, edit } of [state, ...favourites]) {
      checkLabels(model, { label, endlabel });
      checkEdits(model, { edit });
    }
    return renderPage({
      models,
      model,
      assets,
      state,
      address: service.publicUrl ?? url.origin + url.pathname,
      day: Math.floor(Date.now() / DAY),
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Problem(400, `${error.message}.`);
  }
}

/** `/`: the page. */
export const PAGE: Route = {
  path: "/",
  operations: {
    GET: {
      id: "getPage",
      summary: "A page to play with the generators",
      types: ["text/html"],
      statuses: [200, 304, 308, 400, 404],
      answer: (exchange) => {
        const answer = page(exchange);
        if (typeof answer !== "string") return answer;
        return reply(answer, {
          "Content-Type": "text/html; charset=utf-8",
          "Cache-Control": "public, max-age=60",
          ...pageHeaders(exchange.service),
        });
      },
    },
  },
};

/** `/assets/…`: style sheets and scripts of the page. */
export const PAGE_ASSETS: Route = {
  path: "/assets/{checksum}/{file}",
  operations: {
    GET: {
      id: "getAsset",
      summary: "A style sheet or script of the page",
      types: ["text/css", "text/javascript"],
      statuses: [200, 304, 404],
      answer: async ({ url, service }) => {
        const asset = await service.assets.get(url.pathname);
        if (asset === undefined) {
          throw new Problem(404, "The page has no such file.");
        }
        return reply(asset.body, {
          "Content-Type": asset.type,
          // The address contains a checksum of the files.
          "Cache-Control": "public, max-age=31536000, immutable",
          ...pageHeaders(service),
          ...url.pathname === `/${service.assets.painter}` &&
            { "Content-Security-Policy": PAINTER_POLICY },
        });
      },
    },
  },
};
