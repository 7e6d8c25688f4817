import { assert, assertEquals } from "@std/assert";
import { loadGenerator } from "../../core/frozen_generator.ts";
import { encodePng } from "../../core/png.ts";
import { createHandler } from "../../serve/handler.ts";
import { paintSeed } from "../../serve/paint_seed.ts";
import { VIVID_GENERATOR } from "../fixtures/vivid_generator.ts";

Deno.test("the service answers over a socket, many requests at once", async () => {
  const painter = await loadGenerator(VIVID_GENERATOR);
  const errors: unknown[] = [];
  const report = (error: unknown) => errors.push(error);
  const handler = createHandler({ painter, stylesheet: "", report });
  const options = { port: 0, hostname: "127.0.0.1", onListen: () => {} };
  const server = Deno.serve(options, handler);
  const url = (path: string) => `http://127.0.0.1:${server.addr.port}${path}`;

  const seeds = [0, 1, 2, 3, 2, 1];
  const pictures = await Promise.all(seeds.map(async (seed) => {
    const response = await fetch(url(`/image/${seed}.png`));
    assertEquals(response.status, 200);
    return await response.bytes();
  }));
  for (const [index, seed] of seeds.entries()) {
    assertEquals(
      pictures[index],
      encodePng(await paintSeed(painter, seed)),
    );
  }

  const head = await fetch(url("/image/1.png"), { method: "HEAD" });
  assertEquals(
    head.headers.get("Content-Length"),
    `${pictures[1]?.length}`,
  );
  assertEquals((await head.bytes()).length, 0);

  const etag = head.headers.get("ETag");
  assert(etag !== null);
  const headers = { "If-None-Match": etag };
  const unchanged = await fetch(url("/image/1.png"), { headers });
  assertEquals(unchanged.status, 304);
  assertEquals((await unchanged.bytes()).length, 0);

  assertEquals(errors, []);
  await server.shutdown();
  await painter.release();
});
