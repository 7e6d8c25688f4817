import { openApiDocument } from "../openapi/document.ts";
import { reply } from "../http/reply.ts";
import type { Route } from "../http/route.ts";

/** `/openapi.json`: what all this is, for machines. */
export const OPENAPI: Route = {
  path: "/openapi.json",
  operations: {
    GET: {
      id: "getOpenApi",
      summary: "This description of the service",
      types: ["application/json"],
      statuses: [200, 304],
      answer: ({ routes, service }) =>
        reply(
          `${
            JSON.stringify(openApiDocument(routes, service.models[0].digest))
          }\n`,
          {
            "Content-Type": "application/json",
            "Cache-Control": "public, max-age=60",
          },
        ),
    },
  },
};
