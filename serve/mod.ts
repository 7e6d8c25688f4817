/**
 * The service as a part of another app. Of training, nothing is loaded.
 *
 * @example Serve the pictures of a generator
 * ```ts
 * import {
 *   createHandler,
 *   folderUrl,
 *   openService,
 * } from "@edge-dcgan/edge-dcgan/serve";
 *
 * const service = await openService({
 *   folder: folderUrl("weights"),
 *   report: console.error,
 * });
 * const handler = createHandler({ ...service, log: () => {} });
 * const server = Deno.serve({ port: 0 }, handler);
 *
 * const { port } = server.addr;
 * await (await fetch(`http://localhost:${port}/image/7.png`)).bytes();
 *
 * await server.shutdown();
 * await service.studio.close(1000);
 * ```
 *
 * @example As a part of an app
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   createHandler,
 *   folderUrl,
 *   openService,
 * } from "@edge-dcgan/edge-dcgan/serve";
 *
 * const service = await openService({
 *   folder: folderUrl("weights"),
 *   workers: 1,
 *   report: console.error,
 * });
 * const pictures = createHandler({ ...service, log: () => {} });
 *
 * // An app with paths of its own; the others are those of the service.
 * const app = {
 *   fetch: (request: Request) =>
 *     new URL(request.url).pathname === "/hello"
 *       ? new Response("Hello!")
 *       : pictures(request),
 * };
 *
 * const hello = await app.fetch(new Request("http://localhost/hello"));
 * assertEquals(await hello.text(), "Hello!");
 * const [{ digest }] = service.models;
 * const url = `http://localhost/${digest}/image/7.png`;
 * const picture = await app.fetch(new Request(url));
 * assertEquals(picture.headers.get("Content-Type"), "image/png");
 * await picture.body?.cancel();
 * await service.studio.close(1000);
 * ```
 *
 * @module
 */

export { folderUrl } from "../core/folder_url.ts";
export type { Direction } from "../core/generator/direction.ts";
export {
  type GeneratorCard,
  type Precision,
  PRECISIONS,
  type StartedFrom,
  type TrainingOption,
  type TrainingOptions,
} from "../core/generator/generator_card.ts";
export { LATENT_SIZE } from "../core/noise/latent.ts";
export { UserError } from "../core/user_error.ts";
export {
  createHandler,
  type HandlerOptions,
  type LogEntry,
} from "./handler.ts";
export type { Service } from "./http/route.ts";
export type { Model } from "./models.ts";
export type { ServiceOptions } from "./open_folder.ts";
export { openService } from "./runtimes/deno.ts";
export type { OpenService } from "./service.ts";
export type { LoadTimes } from "./studio/loading.ts";
export type { Studio } from "./studio/studio.ts";
export type { Stages, Telemetry } from "./telemetry/telemetry.ts";
