/**
 * What the service answers to which path.
 *
 * @module
 */

import type { Route } from "./route.ts";
import { health } from "./routes/health.ts";
import { image } from "./routes/image.ts";
import { index } from "./routes/index.ts";
import { shuffle } from "./routes/shuffle.ts";
import { stylesheet } from "./routes/stylesheet.ts";

/** All routes. No two match the same path. */
export const ROUTES: readonly Route[] = [
  index,
  shuffle,
  stylesheet,
  image,
  health,
];
