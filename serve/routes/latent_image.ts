import { SINGLE } from "../picture/job.ts";
import { readLatent } from "../http/latent_body.ts";
import { negotiate } from "../http/negotiate.ts";
import { readQuery } from "../http/query.ts";
import { Problem } from "../http/problem.ts";
import type { Route } from "../http/route.ts";
import {
  answerJob,
  checkSize,
  MEDIA_TYPES,
  namedModel,
} from "./answer_picture.ts";
import { IMAGE } from "./image.ts";
import { applyOptions, PICTURE_OPTIONS } from "./picture_options.ts";
import { STUDIO_STATUSES } from "./picture_routes.ts";

const TYPES = IMAGE.formats.map((format) => MEDIA_TYPES[format]);

/** `POST /{digest}/image`: the picture of a latent. */
export const LATENT_IMAGE: Route = {
  path: "/{digest}/image",
  operations: {
    POST: {
      id: "paintLatent",
      summary: "The picture of a latent",
      options: PICTURE_OPTIONS,
      takesLatent: true,
      types: TYPES,
      statuses: [200, 400, 404, 406, 413, 415, ...STUDIO_STATUSES],
      answer: async (exchange) => {
        const { request, url } = exchange;
        const model = namedModel(exchange);
        const options = readQuery(PICTURE_OPTIONS, url.searchParams);
        const type = negotiate(request.headers.get("Accept"), TYPES);
        const format = IMAGE.formats.find((format) =>
          MEDIA_TYPES[format] === type
        );
        if (format === undefined) {
          throw new Problem(406, `Accept must allow ${TYPES.join(" or ")}.`);
        }
        checkSize(model, 1, Number(options.scale));
        const job = {
          ...applyOptions(await readLatent(request), options),
          arrangement: SINGLE,
          format,
        };
        return await answerJob(exchange, model, job, {
          "Cache-Control": "no-store",
          "Vary": "Accept",
        });
      },
    },
  },
};
