import { hasCurrent } from "../http/etag.ts";
import { Problem } from "../http/problem.ts";
import type { Route } from "../http/route.ts";
import { namedModel } from "./answer_picture.ts";

/** `/{digest}/generator.onnx`: the weights, for whoever paints by himself. */
export const WEIGHTS: Route = {
  path: "/{digest}/generator.onnx",
  operations: {
    GET: {
      id: "getWeights",
      summary: "The model of a generator; the page paints with it",
      types: ["application/octet-stream"],
      statuses: [200, 304, 404],
      answer: async (exchange) => {
        const { digest, card, weights } = namedModel(exchange);
        if (weights === undefined) {
          throw new Problem(404, "The weights are not given away here.");
        }
        const etag = `"${digest}"`;
        const headers = {
          "ETag": etag,
          "Cache-Control": "public, max-age=31536000, immutable",
        };
        if (hasCurrent(exchange.request, etag)) {
          return new Response(null, { status: 304, headers });
        }
        return new Response(await weights(), {
          headers: {
            ...headers,
            "Content-Type": "application/octet-stream",
            "Content-Length": `${card.model.bytes}`,
          },
        });
      },
    },
  },
};
