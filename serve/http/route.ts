/**
 * What a route of the service is.
 *
 * @module
 */

import type { Studio } from "../studio/studio.ts";
import type { Model } from "../models.ts";
import type { Assets } from "../page/assets.ts";
import type { QueryTable } from "./query.ts";
import type { ByteCache } from "./byte_cache.ts";
import type { Telemetry } from "../telemetry/telemetry.ts";

/** What the routes answer from. */
export interface Service {
  /** The generators; the first is the current one. */
  readonly models: readonly [Model, ...Model[]];
  /** Where pictures are made. */
  readonly studio: Pick<Studio, "render" | "isReady">;
  /**
   * Finished pictures.
   *
   * @internal
   */
  readonly cache: ByteCache;
  /**
   * Style sheets and scripts of the page.
   *
   * @internal
   */
  readonly assets: Assets;
  /**
   * Sites that may show the page in a frame, as `frame-ancestors` lists them;
   * none unless it is given.
   */
  readonly embed?: string;
  /**
   * Where the world finds the page, with a slash at the end; by default the
   * address that is asked for.
   */
  readonly publicUrl?: string;
  /** Is told of what happens. */
  readonly telemetry: Telemetry;
}

/** A request that a route has to answer. */
export interface Exchange {
  /** The request itself. */
  readonly request: Request;
  /** The address of the request. */
  readonly url: URL;
  /** What the parameters of the route's path are, as they stand there. */
  readonly parameters: Readonly<Record<string, string>>;
  /** What answers are made with. */
  readonly service: Service;
  /** All routes there are. */
  readonly routes: readonly Route[];
}

/** Methods that routes know; `HEAD` is derived from `GET`. */
export type Method = "GET" | "POST";

/** What a method does at a path. */
export interface Operation {
  /** Names it in the OpenAPI document. */
  readonly id: string;
  /** What it does, in a few words. */
  readonly summary: string;
  /** Options in the query. Without them, the query does not matter. */
  readonly options?: QueryTable;
  /** Whether the body is a latent. */
  readonly takesLatent?: true;
  /** Media types of a successful answer. */
  readonly types?: readonly string[];
  /** Every status that it answers with. */
  readonly statuses: readonly number[];
  /**
   * Answers a request.
   *
   * @throws {Problem} If the request is wrong.
   * @throws {Refusal} If the studio did not do what it was asked.
   */
  answer(exchange: Exchange): Response | Promise<Response>;
}

/** The operations at a path. */
export interface Route {
  /** The path as in OpenAPI: `/{digest}/image/{seed}.{extension}`. */
  readonly path: string;
  /** Values that parameters of the path are limited to. */
  readonly choices?: Readonly<Record<string, readonly string[]>>;
  /** What it answers, by method. */
  readonly operations: Readonly<Partial<Record<Method, Operation>>>;
}
