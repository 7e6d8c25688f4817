/**
 * What the service answers to which path.
 *
 * @module
 */

import type { Route } from "../http/route.ts";
import { currentRoutes } from "./current.ts";
import { withFormerDigests } from "./former.ts";
import { GRID } from "./grid.ts";
import { HEALTH, READINESS } from "./health.ts";
import { IMAGE } from "./image.ts";
import { LATENT_IMAGE } from "./latent_image.ts";
import { MODELS } from "./models.ts";
import { OPENAPI } from "./openapi.ts";
import { PAGE, PAGE_ASSETS } from "./page.ts";
import { pictureRoutes } from "./picture_routes.ts";
import { RANDOM } from "./random.ts";
import { WALK } from "./walk.ts";
import { WEIGHTS } from "./weights.ts";

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
  ...PICTURES.map(withFormerDigests),
  withFormerDigests(WEIGHTS),
  ...currentRoutes(PICTURES),
];
