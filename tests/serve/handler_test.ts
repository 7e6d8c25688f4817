import {
  assert,
  assertEquals,
  assertMatch,
  assertNotEquals,
  assertStringIncludes,
} from "@std/assert";
import { encodePng } from "../../core/png.ts";
import { createHandler } from "../../serve/handler.ts";
import { paintSeed } from "../../serve/paint_seed.ts";
import { FakePainter } from "./fake_painter.ts";

function service() {
  const painter = new FakePainter();
  const reported: unknown[] = [];
  const handler = createHandler({
    painter,
    stylesheet: "body { color: red }",
    report: (error) => reported.push(error),
  });
  const get = (path: string, init?: RequestInit) =>
    handler(new Request(`http://localhost${path}`, init));
  return { painter, reported, get };
}

function headersOf(response: Response): Record<string, string> {
  return Object.fromEntries(response.headers);
}

Deno.test("handler sends the picture of a seed as PNG", async () => {
  const { painter, get } = service();
  const response = await get("/image/7.png");
  assertEquals(response.status, 200);
  assertEquals(response.headers.get("Content-Type"), "image/png");
  assertEquals(response.headers.get("Cache-Control"), "public, max-age=3600");
  const png = await response.bytes();
  assertEquals(response.headers.get("Content-Length"), `${png.length}`);
  assertEquals(png, encodePng(await paintSeed(painter, 7)));
});

Deno.test("handler paints each seed alone, so that batches cannot change it", async () => {
  const { painter, get } = service();
  await Promise.all([get("/image/1.png"), get("/image/2.png")]);
  assertEquals(painter.batches, [1, 1]);
});

Deno.test("handler takes the first and the last seed", async () => {
  const { get } = service();
  const first = await (await get("/image/0.png")).bytes();
  const last = await get("/image/4294967295.png");
  assertEquals(last.status, 200);
  assertNotEquals(await last.bytes(), first);
});

Deno.test("handler refuses what is not a seed in its canonical form", async () => {
  const { painter, get } = service();
  for (
    const seed of [
      "4294967296",
      "99999999999999999999",
      "-1",
      "+1",
      "01",
      "00",
      "1.5",
      "1e3",
      "0x10",
      "%31",
      "%00",
      "seed",
      "",
      "1.png",
      "١",
    ]
  ) {
    const response = await get(`/image/${seed}.png`);
    assertEquals(response.status, 400, seed);
    assertEquals(
      await response.text(),
      "the seed must be an integer from 0 to 4294967295, without sign or leading zeros\n",
    );
    assertEquals(response.headers.get("Cache-Control"), "no-store");
  }
  assertEquals(painter.batches, []);
});

Deno.test("handler gives a picture an entity tag of model and seed", async () => {
  const { painter, get } = service();
  const tag = async (seed: number) =>
    (await get(`/image/${seed}.png`)).headers.get("ETag");
  assertEquals(await tag(7), '"0123456789abcdef-7"');
  assertNotEquals(await tag(8), await tag(7));
  painter.card.model.sha256 = "f".repeat(64);
  assertEquals(await tag(7), '"ffffffffffffffff-7"');
});

Deno.test("handler answers 304 without painting when the client has the picture", async () => {
  const { painter, get } = service();
  const etag = '"0123456789abcdef-7"';
  for (const condition of [etag, `"other", W/${etag}`, "*"]) {
    const response = await get("/image/7.png", {
      headers: { "If-None-Match": condition },
    });
    assertEquals(response.status, 304, condition);
    assertEquals(response.body, null);
    assertEquals(response.headers.get("ETag"), etag);
    assertEquals(response.headers.get("Cache-Control"), "public, max-age=3600");
  }
  assertEquals(painter.batches, []);
});

Deno.test("handler sends the picture when the client has another", async () => {
  const { get } = service();
  const headers = { "If-None-Match": '"0123456789abcdef-8"' };
  assertEquals((await get("/image/7.png", { headers })).status, 200);
});

Deno.test("handler answers HEAD with the headers of GET and no body", async () => {
  const { get } = service();
  for (
    const path of [
      "/",
      "/style.css",
      "/healthz",
      "/image/7.png",
      "/image/x.png",
      "/nothing",
    ]
  ) {
    const head = await get(path, { method: "HEAD" });
    const full = await get(path);
    assertEquals(head.status, full.status, path);
    assertEquals(headersOf(head), headersOf(full), path);
    assertEquals(head.body, null, path);
  }
});

Deno.test("handler shows 25 pictures on its page", async () => {
  const { painter, get } = service();
  const response = await get("/");
  assertEquals(response.status, 200);
  assertEquals(
    response.headers.get("Content-Type"),
    "text/html; charset=utf-8",
  );
  const page = await response.text();
  const seeds = [...page.matchAll(/<img\s+src="\/image\/(\d+)\.png"/g)];
  assertEquals(
    seeds.map(([, seed]) => Number(seed)),
    Array.from({ length: 25 }, (_, seed) => seed),
  );
  assertStringIncludes(page, "ToonHead by Johan Melin");
  assertEquals(painter.batches, []);
});

Deno.test("handler shows the page that starts at a seed", async () => {
  const { get } = service();
  const page = await (await get("/?from=50")).text();
  assertStringIncludes(page, 'src="/image/50.png"');
  assertStringIncludes(page, 'src="/image/74.png"');
  for (const from of ["-1", "1.5", "4294967296", "", "<script>"]) {
    const response = await get(`/?from=${encodeURIComponent(from)}`);
    assertEquals(response.status, 400, from);
    assertEquals(
      await response.text(),
      "from must be an integer from 0 to 4294967295, without sign or leading zeros\n",
    );
  }
});

Deno.test("handler sends the browser to a page at random", async () => {
  const { get } = service();
  const pages = new Set<string>();
  for (let visit = 0; visit < 8; visit++) {
    const response = await get("/shuffle");
    assertEquals(response.status, 302);
    assertEquals(response.headers.get("Cache-Control"), "no-store");
    const location = response.headers.get("Location") ?? "";
    assertMatch(location, /^\/\?from=\d+$/);
    assertEquals((await get(location)).status, 200);
    pages.add(location);
  }
  // Eight times the same of 170 million pages is no accident.
  assert(pages.size > 1);
});

Deno.test("handler sends the style sheet", async () => {
  const { get } = service();
  const response = await get("/style.css");
  assertEquals(response.headers.get("Content-Type"), "text/css; charset=utf-8");
  assertEquals(await response.text(), "body { color: red }");
});

Deno.test("handler says that it is well", async () => {
  const { painter, get } = service();
  const response = await get("/healthz");
  assertEquals(response.status, 200);
  assertEquals(response.headers.get("Cache-Control"), "no-store");
  assertEquals(await response.json(), { status: "ok" });
  assertEquals(painter.batches, []);
});

Deno.test("handler answers 404 to paths it does not know", async () => {
  const { get } = service();
  for (
    const path of [
      "/image/7",
      "/image/7.gif",
      "/image/7.png/",
      "/image/a/7.png",
      "/images/7.png",
      "//image/7.png",
      "/style.css.map",
      "/healthz/",
      "/weights/generator.onnx",
      "/../deno.json",
    ]
  ) {
    const response = await get(path);
    assertEquals(response.status, 404, path);
    assertEquals(response.headers.get("Cache-Control"), "no-store");
    assertEquals(await response.text(), "there is nothing here\n");
  }
});

Deno.test("handler answers 405 to methods other than GET and HEAD", async () => {
  const { painter, get } = service();
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"]) {
    for (const path of ["/", "/image/7.png", "/healthz"]) {
      const response = await get(path, { method });
      assertEquals(response.status, 405, `${method} ${path}`);
      assertEquals(response.headers.get("Allow"), "GET, HEAD");
      assertEquals(response.headers.get("Cache-Control"), "no-store");
    }
  }
  assertEquals((await get("/nothing", { method: "POST" })).status, 404);
  assertEquals(painter.batches, []);
});

Deno.test("handler reports an error inside and keeps it from the client", async () => {
  const { painter, reported, get } = service();
  const error = new Error("secret of /the/server");
  painter.paint = () => Promise.reject(error);
  const response = await get("/image/7.png");
  assertEquals(response.status, 500);
  assertEquals(response.headers.get("Cache-Control"), "no-store");
  assertEquals(response.headers.get("ETag"), null);
  assertEquals(await response.text(), "internal error\n");
  assertEquals(reported, [error]);
});

Deno.test("handler puts the security headers on every answer", async () => {
  const { get } = service();
  for (
    const path of ["/", "/style.css", "/image/7.png", "/shuffle", "/nothing"]
  ) {
    const { headers } = await get(path);
    assertEquals(headers.get("X-Content-Type-Options"), "nosniff", path);
    assertEquals(headers.get("Referrer-Policy"), "no-referrer", path);
    const policy = headers.get("Content-Security-Policy") ?? "";
    assertStringIncludes(policy, "default-src 'none'");
    assert(!policy.includes("unsafe") && !policy.includes("script-src"));
  }
});
