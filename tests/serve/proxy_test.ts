import { assert, assertEquals } from "@std/assert";
import { createHandler } from "../../serve/handler.ts";
import { openService } from "../../serve/runtimes/deno.ts";

const PREFIX = "/faces/of";

/** What the browser sends when it opens an address. */
const BROWSER = { "Accept": "text/html,*/*;q=0.8" };

/**
 * The service behind a proxy that serves it under a prefix, of which it hears
 * nothing, and nothing else.
 */
async function serveBehindProxy() {
  const service = await openService({
    folder: new URL("../fixtures/generator/", import.meta.url),
    workers: 1,
    report: (error) => {
      throw error;
    },
  });
  const options = { port: 0, hostname: "127.0.0.1", onListen: () => {} };
  const server = Deno.serve(
    options,
    createHandler({
      ...service,
      publicUrl: `https://world.example${PREFIX}/`,
      log: () => {},
    }),
  );
  const proxy = Deno.serve(options, async (request) => {
    const { pathname, search } = new URL(request.url);
    if (!pathname.startsWith(`${PREFIX}/`)) {
      return new Response("outside of the prefix", { status: 502 });
    }
    const path = pathname.slice(PREFIX.length) + search;
    const { method, headers } = request;
    return await fetch(`http://127.0.0.1:${server.addr.port}${path}`, {
      method,
      headers,
      redirect: "manual",
    });
  });
  return {
    digest: service.models[0].digest,
    url: (path: string) => `http://127.0.0.1:${proxy.addr.port}${path}`,
    close: async () => {
      await proxy.shutdown();
      await server.shutdown();
      await service.studio.opened;
      await service.studio.close(60_000);
    },
  };
}

Deno.test("behind a proxy with a prefix, every address the service names leads somewhere", async () => {
  const { digest, url, close } = await serveBehindProxy();
  try {
    // A redirect, followed.
    const random = await fetch(url(`${PREFIX}/random`));
    assertEquals(random.status, 200);
    assert(random.redirected);
    assert(random.url.startsWith(url(`${PREFIX}/${digest}/image/`)));
    await random.body?.cancel();

    // The canonical addresses of pictures.
    for (
      const path of [
        "/image/7.png",
        "/image/Ada",
        `/${digest}/image/Ada?scale=2`,
        "/walk/1-2.gif?frames=3",
      ]
    ) {
      const response = await fetch(url(PREFIX + path));
      assertEquals(response.status, 200, path);
      const location = response.headers.get("Content-Location") ?? "";
      const canonical = await fetch(new URL(location, response.url));
      assertEquals(await canonical.bytes(), await response.bytes(), path);
      assertEquals(
        canonical.headers.get("ETag"),
        response.headers.get("ETag"),
      );
    }

    // The links of a page about a problem, wherever it stands.
    for (const path of ["/nothing", "/a/b/c/", `/${digest}/image/7.bmp`]) {
      const page = await fetch(url(PREFIX + path), { headers: BROWSER });
      assertEquals(page.status, 404, path);
      const html = await page.text();
      const links = Array.from(
        html.matchAll(/href="([^"]*)"/g),
        ([, link = ""]) => new URL(link, page.url),
      );
      assert(links.length > 1);
      for (const link of links) {
        assert(link.href.startsWith(url(`${PREFIX}/`)), link.href);
        const response = await fetch(link);
        assertEquals(response.status, 200, link.href);
        await response.body?.cancel();
      }
    }

    // What other sites show of a link.
    const html = await (await fetch(url(`${PREFIX}/`))).text();
    const [, shown = ""] = /"og:image" content="([^"]+)"/.exec(html) ?? [];
    const world = "https://world.example";
    assert(shown.startsWith(`${world}${PREFIX}/${digest}/image/`), shown);
    const picture = await fetch(
      url(shown.slice(world.length).replaceAll("&amp;", "&")),
    );
    assertEquals(picture.status, 200);
    await picture.body?.cancel();

    // The servers of the OpenAPI document.
    const openApi = await fetch(url(`${PREFIX}/openapi.json`));
    const { servers } = await openApi.json();
    const { href } = new URL(servers[0].url, openApi.url);
    assertEquals(href, url(`${PREFIX}/`));
  } finally {
    await close();
  }
});
