import { SINGLE } from "../picture/job.ts";
import { readLatent } from "../http/latent_body.ts";
import { readQuery } from "../http/query.ts";
import type { Route } from "../http/route.ts";
import { namedModel, paint } from "./answer_picture.ts";
import { IMAGE } from "./image.ts";
import { likedFormat, MEDIA_TYPES } from "./picture_format.ts";
import { checkPlan, ofLatent, pictureJob } from "./picture_job.ts";
import { PICTURE_OPTIONS } from "./picture_options.ts";
import { STUDIO_STATUSES } from "./picture_routes.ts";

/** `POST /{digest}/image`: the picture of a latent. */
export const LATENT_IMAGE: Route = {
  path: "/{digest}/image",
  operations: {
    POST: {
      id: "paintLatent",
      summary: "The picture of a latent",
      options: PICTURE_OPTIONS,
      takesLatent: true,
      types: IMAGE.formats.map((format) => MEDIA_TYPES[format]),
      statuses: [200, 400, 404, 406, 413, 415, ...STUDIO_STATUSES],
      answer: async (exchange) => {
        const { request, url } = exchange;
        const model = namedModel(exchange);
        const options = readQuery(PICTURE_OPTIONS, url.searchParams);
        const format = likedFormat(request, IMAGE.formats);
        const plan = { options, pictures: 1, arrangement: SINGLE };
        checkPlan(model, plan, format);
        const latent = await readLatent(request);
        const job = pictureJob(
          model,
          { ...plan, ...ofLatent(latent, options.label) },
          format,
        );
        return await paint(exchange, job, {
          "Cache-Control": "no-store",
          "Vary": "Accept",
        });
      },
    },
  },
};
