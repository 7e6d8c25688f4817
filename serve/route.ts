/**
 * What a route of the service is.
 *
 * @module
 */

import type { Painter } from "./paint_seed.ts";

/** What the routes answer from. */
export interface Content {
  /** The generator behind the pictures. */
  painter: Painter;
  /** Style sheet of the page, CSS. */
  stylesheet: string;
}

/** Answers to `GET` at the paths it matches; `HEAD` is derived from it. */
export interface Route {
  /** Matches the whole path. */
  path: RegExp;
  /**
   * Answers a request.
   *
   * @param request The request; its method is GET or HEAD.
   * @param content What to answer from.
   * @param groups What the groups of `path` matched.
   */
  get(
    request: Request,
    content: Content,
    groups: readonly string[],
  ): Response | Promise<Response>;
}
