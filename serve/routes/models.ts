import { reply } from "../http/reply.ts";
import type { Route } from "../http/route.ts";

/** `/models`: the generators and their cards, the current one first. */
export const MODELS: Route = {
  path: "/models",
  operations: {
    GET: {
      id: "getModels",
      summary: "The generators and their cards, the current one first",
      types: ["application/json"],
      statuses: [200, 304],
      answer: ({ service }) => {
        const models = service.models.map(({ digest, card }) => ({
          digest,
          card,
        }));
        const body = { current: service.models[0].digest, models };
        return reply(`${JSON.stringify(body)}\n`, {
          "Content-Type": "application/json",
          "Cache-Control": "public, max-age=60",
        });
      },
    },
  },
};
