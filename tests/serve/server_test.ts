import { assert, assertEquals } from "@std/assert";
import { loadGenerator } from "../../core/generator/frozen_generator.ts";
import { encodePng } from "../../core/picture/png.ts";
import { createHandler, type LogEntry } from "../../serve/handler.ts";
import { paintSeed } from "../../core/generator/paint_seed.ts";
import { openService } from "../../serve/runtimes/deno.ts";
import { VIVID_GENERATOR } from "../fixtures/vivid_generator.ts";
import { eventually } from "../eventually.ts";

/** What takes the longest to paint of all that one may ask for. */
const HEAVY = "rows=8&cols=8&scale=2&resize=smooth";

/** The whole service at a free port of this machine. */
async function serve() {
  const errors: unknown[] = [];
  const asked: Request[] = [];
  const logged: LogEntry[] = [];
  const service = await openService({
    folder: VIVID_GENERATOR,
    workers: 1,
    report: (error) => errors.push(error),
  });
  const handler = createHandler({
    ...service,
    log: (entry) => logged.push(entry),
  });
  const options = { port: 0, hostname: "127.0.0.1", onListen: () => {} };
  const server = Deno.serve(options, (request) => {
    asked.push(request);
    return handler(request);
  });
  const url = (path: string) => `http://127.0.0.1:${server.addr.port}${path}`;
  const close = async () => {
    await Promise.all([server.shutdown(), service.studio.close(60_000)]);
  };
  return { service, errors, asked, logged, url, close };
}

Deno.test("the service answers over a socket, many requests at once", async () => {
  const { errors, url, close } = await serve();
  const painter = await loadGenerator(VIVID_GENERATOR);

  // Before it is ready: they wait, and are painted together.
  const seeds = [0, 1, 2, 3, 2, 1];
  const pictures = await Promise.all(seeds.map(async (seed) => {
    const response = await fetch(url(`/image/${seed}.png`));
    assertEquals(response.status, 200);
    return await response.bytes();
  }));
  for (const [index, seed] of seeds.entries()) {
    assertEquals(
      pictures[index],
      encodePng(paintSeed(painter, seed)),
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
  await close();
});

Deno.test("the service answers others while it paints", async () => {
  const { url, close, logged } = await serve();
  // Half a million pixels of noise take a while to paint and compress.
  const heavy = fetch(url(`/grid/0.png?${HEAVY}`));
  heavy.then((response) => response.body?.cancel());
  const health = await fetch(url("/healthz"));
  assertEquals(await health.json(), { status: "ok" });
  assertEquals((await heavy).status, 200);
  const paths = logged.map(({ path }) => path.replace(/.*\//, ""));
  assert(paths.indexOf("healthz") < paths.lastIndexOf("0.png"));
  await close();
});

Deno.test("the service drops what nobody waits for any more", async () => {
  const { service, asked, logged, url, close } = await serve();
  const [{ digest }] = service.models;
  const heavy = fetch(url(`/${digest}/grid/0.png?${HEAVY}`));
  await eventually("it is not asked", () => asked.length === 1);
  // It waits behind the other, with which it has no place in a batch.
  const client = new AbortController();
  const left = fetch(url(`/${digest}/image/7.png`), {
    signal: client.signal,
  }).catch(() => "left");
  await eventually("it is not asked", () => asked.length === 2);
  client.abort();
  assertEquals(await left, "left");
  await (await heavy).bytes();
  await eventually("it is not logged", () => logged.length === 2);
  assertEquals(logged.map(({ status }) => status).sort(), [200, 499]);
  assertEquals(service.studio.waiting, 0);
  await close();
});

Deno.test("the service finishes what it was asked before it closes", async () => {
  const { service, asked, url, close } = await serve();
  const [{ digest }] = service.models;
  const pictures = [1, 2, 3].map((seed) =>
    fetch(url(`/${digest}/grid/${seed}.png?${HEAVY}`))
  );
  await eventually("it is not asked", () => asked.length === 3);
  await close();
  for (const response of await Promise.all(pictures)) {
    assertEquals(response.status, 200);
    await response.body?.cancel();
  }
});

Deno.test("the service sends compressed texts as it made them", async () => {
  const { service, url, close } = await serve();
  const { port } = new URL(url("/"));
  const lengths: number[] = [];
  for (const method of ["HEAD", "GET"]) {
    const connection = await Deno.connect({
      hostname: "127.0.0.1",
      port: Number(port),
    });
    await connection.write(new TextEncoder().encode(
      `${method} /openapi.json HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n`,
    ));
    const answer = await new Response(connection.readable).bytes();
    const text = new TextDecoder("latin1").decode(answer);
    const end = text.indexOf("\r\n\r\n") + 4;
    const head = text.slice(0, end).toLowerCase();
    assert(head.includes("content-encoding: gzip"), head);
    // Deno must neither compress once more nor weaken the tag.
    assert(/^etag: "[0-9a-f]{16}-gzip"\r$/m.test(head), head);
    const [, length] = /^content-length: (\d+)\r$/m.exec(head) ?? [];
    lengths.push(Number(length));
    const body = answer.slice(end);
    assertEquals(body.length, method === "HEAD" ? 0 : Number(length));
  }
  assertEquals(lengths[0], lengths[1]);
  await service.studio.opened;
  await close();
});
