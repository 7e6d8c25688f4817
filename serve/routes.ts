/**
 * What the service answers to which path.
 *
 * @module
 */

import type { Route } from "./route.ts";
import { currentRoutes } from "./routes/current.ts";
import { GRID } from "./routes/grid.ts";
import { HEALTH, READINESS } from "./routes/health.ts";
import { IMAGE } from "./routes/image.ts";
import { LATENT_IMAGE } from "./routes/latent_image.ts";
import { MODELS } from "./routes/models.ts";
import { OPENAPI } from "./routes/openapi.ts";
import { PAGE, PAGE_ASSETS } from "./routes/page.ts";
import { pictureRoutes } from "./routes/picture_routes.ts";
import { RANDOM } from "./routes/random.ts";
import { WALK } from "./routes/walk.ts";

const PICTURES: readonly Route[] = [
  ...pictureRoutes(IMAGE),
  ...pictureRoutes(GRID),
  ...pictureRoutes(WALK),
  LATENT_IMAGE,
];

/** All routes. Of those that match a path, the first counts. */
export const ROUTES: readonly Route[] = [
  PAGE,
  PAGE_ASSETS,
  HEALTH,
  READINESS,
  MODELS,
  RANDOM,
  OPENAPI,
  ...PICTURES,
  ...currentRoutes(PICTURES),
];
