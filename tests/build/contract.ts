/** What the service has to be wherever it runs: the same as here. */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { createHandler } from "../../serve/handler.ts";
import { openService } from "../../serve/runtimes/deno.ts";

const LATENT = JSON.stringify({
  latent: Array.from({ length: 100 }, (_, index) => (index - 50) / 25),
});

/** Requests of every kind: pictures in all formats, texts, problems. */
const REQUESTS: readonly (readonly [path: string, init?: RequestInit])[] = [
  ["/image/7.png"],
  ["/image/Ada.jpg"],
  ["/image/7.webp"],
  ["/image/7.webp?scale=2&resize=smooth"],
  ["/image/7.png", { method: "HEAD" }],
  ["/image/7.png", { headers: { "If-None-Match": "*" } }],
  ["/grid/7.png?rows=2&cols=3"],
  ["/walk/1-2.gif?frames=3"],
  ["/walk/1-2.webp?frames=3"],
  ["/image", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: LATENT,
  }],
  ["/image", { method: "POST", body: "{" }],
  ["/image/7.png", { method: "DELETE" }],
  ["/image/7.png", { method: "OPTIONS" }],
  ["/image/7.png?scale=3"],
  ["/image/7.png?scale=3", { headers: { "Accept": "text/html" } }],
  ["/nowhere"],
  ["/models"],
  ["/openapi.json"],
  ["/healthz"],
  ["/readyz"],
  ["/"],
  ["/?seed=Ada"],
];

/** Headers that differ from answer to answer, or belong to the connection. */
const OF_THE_MOMENT = [
  "cf-cache-status",
  "connection",
  "content-length",
  "date",
  "keep-alive",
  "server-timing",
  "transfer-encoding",
  "x-request-id",
];

/** An answer without what differs each time. */
async function stable(response: Response) {
  const { status, headers } = response;
  const type = headers.get("Content-Type") ?? "";
  const bytes = await response.bytes();
  return {
    status,
    headers: Object.fromEntries(
      [...headers].filter(([name]) => !OF_THE_MOMENT.includes(name)),
    ),
    body: /^image|octet/.test(type)
      ? bytes.toHex()
      : new TextDecoder().decode(bytes).replace(/[\w-]{36}/, "ID"),
  };
}

/**
 * Checks that a service answers as the same generators do in this process: the
 * same status, headers and bytes.
 *
 * @param origin Where the service listens: `http://127.0.0.1:8000`.
 * @param folder URL of the generators.
 */
export async function assertSame(origin: string, folder: URL): Promise<void> {
  const service = await openService({
    folder,
    workers: 0,
    report: (error) => {
      throw error;
    },
  });
  const here = createHandler({ ...service, log: () => {} });
  const { styleSheet, script, painter } = service.assets;
  const assets = [styleSheet, script, painter];
  const { digest } = service.models[0];
  const requests = [
    ...REQUESTS,
    [`/${digest}/generator.onnx`] as const,
    ...assets.map((path) => [`/${path}`] as const),
  ];
  for (const [path, init = {}] of requests) {
    const headers = new Headers(init.headers);
    headers.set("Accept-Encoding", "identity");
    const request = () =>
      new Request(origin + path, { redirect: "manual", ...init, headers });
    const there = await stable(await fetch(request()));
    const expected = await stable(await here(request()));
    // A server of files may name them as it likes.
    if (path.startsWith("/assets/")) {
      for (const { headers } of [there, expected]) {
        delete headers["etag"];
        delete headers["vary"];
      }
    }
    const name = `${init.method ?? "GET"} ${path}`;
    assertEquals([name, there], [name, expected]);
  }

  // Twenty at once, among them the same ones, and some that give up.
  const pictures = await Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      const controller = new AbortController();
      const path = `/image/${100 + index % 7}.png`;
      const answer = fetch(origin + path, { signal: controller.signal });
      if (index % 5 === 4) {
        controller.abort();
        await answer.catch(() => {});
        return;
      }
      const expected = await here(new Request(origin + path));
      assertEquals(await (await answer).bytes(), await expected.bytes(), path);
    }),
  );
  assertEquals(pictures.length, 20);

  const text = await fetch(`${origin}/openapi.json`, {
    headers: { "Accept-Encoding": "br" },
  });
  assertMatch(text.headers.get("ETag") ?? "", /-br"$/);
  assert((await text.json()).paths["/models"] !== undefined);
  await service.studio.close(1000);
}
