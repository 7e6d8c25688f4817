/**
 * The service as a part of another app. Of training, nothing is loaded.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { createHandler, folderUrl, openService } from "edge-dcgan/serve/mod.ts";
 *
 * const service = await openService({
 *   folder: folderUrl("tests/fixtures/generator"),
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

export * from "../core/folder_url.ts";
export * from "./handler.ts";
export * from "./service.ts";
