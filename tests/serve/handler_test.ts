import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { Refusal, type RefusalReason } from "../../serve/studio/refusal.ts";
import { DIGEST, headersOf, problemOf, testService } from "./test_service.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

Deno.test("handler answers HEAD with the headers of GET and no body", async () => {
  const { get } = testService();
  for (
    const path of [
      "/",
      "/healthz",
      "/models",
      "/openapi.json",
      "/image/7.png",
      `/${DIGEST}/image/7.png`,
      `/${DIGEST}/walk/7-9.gif?frames=3`,
      `/${DIGEST}/image/7.bmp`,
      "/nothing",
    ]
  ) {
    const head = await get(path, { method: "HEAD" });
    const full = await get(path);
    assertEquals(head.status, full.status, path);
    assertEquals(head.body, null, path);
    const { "content-length": length, ...others } = headersOf(full);
    const { "content-length": sameLength, ...same } = headersOf(head);
    assertEquals(same, others, path);
    assertEquals(sameLength, length, path);
  }
});

Deno.test("handler answers 404 to paths it does not know", async () => {
  const { get, studio } = testService();
  for (
    const path of [
      "/image/7.png/",
      "/image/a/7.png",
      "/images/7.png",
      "//image/7.png",
      "/style.css",
      "/healthz/",
      "/weights/generator.onnx",
      "/../deno.json",
      "/%2e%2e/deno.json",
      `/${DIGEST}`,
      `/${DIGEST.toUpperCase()}/image/7.png`,
      `/${DIGEST}/../weights/generator.json`,
      `/${DIGEST}/grid`,
      `/${DIGEST}/walk/7.gif`,
    ]
  ) {
    const response = await get(path);
    assertEquals(response.status, 404, path);
    assertEquals(response.headers.get("Cache-Control"), "no-store");
    assertEquals((await problemOf(response))["status"], 404);
  }
  assertEquals(studio.jobs, []);
});

const BROWSER =
  "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

Deno.test("handler tells a problem with a page where HTML is preferred", async () => {
  const { get, studio } = testService();
  studio.refusal = new Refusal("full", { retryAfter: 7 });
  for (
    const [path, status, title, detail, home] of [
      ["/a/<b>/c", 404, "Not Found", "There is nothing here", "../../"],
      ["/nothing", 404, "Not Found", "There is nothing here", "./"],
      ["/?from=x", 400, "Bad Request", "from must be", "./"],
      ["//example.org/x", 404, "Not Found", "There is nothing", "../../"],
      [
        `/${DIGEST}/image/7.png?scale=<b>`,
        400,
        "Bad Request",
        "scale is &quot;&lt;b&gt;&quot;: it must be",
        `../../?model=${DIGEST}`,
      ],
      ["/image/7.png", 429, "Too Many Requests", "ask again later", "../"],
    ] as const
  ) {
    const response = await get(path, { headers: { "Accept": BROWSER } });
    assertEquals(response.status, status, path);
    const { headers } = response;
    assertEquals(headers.get("Content-Type"), "text/html; charset=utf-8");
    assertEquals(headers.get("Cache-Control"), "no-store");
    assert(headers.get("Vary")?.startsWith("Accept"));
    const page = await response.text();
    assertStringIncludes(page, `<h1>${title}</h1>`);
    assertStringIncludes(page, detail);
    assertStringIncludes(page, headers.get("X-Request-Id") ?? "");
    assert(!page.includes("<b>"), page);
    // Links hold under a prefix, too.
    const links = Array.from(page.matchAll(/href="([^"]*)"/g), ([, to]) => to);
    const up = "../".repeat(home.split("../").length - 1);
    assertEquals(links, [`${up}assets/77/page.css`, home]);
  }
  const busy = await get("/image/7.png", { headers: { "Accept": BROWSER } });
  assertEquals(busy.headers.get("Retry-After"), "7");
});

Deno.test("handler tells a problem as JSON to all but those who prefer HTML", async () => {
  const { get } = testService();
  for (
    const accept of [
      "*/*",
      "image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5",
      "application/json",
      "application/problem+json, text/html",
      "",
    ]
  ) {
    const response = await get("/nothing", { headers: { "Accept": accept } });
    const type = response.headers.get("Content-Type");
    assertEquals(type, "application/problem+json", accept);
    assertEquals(response.headers.get("Vary"), "Accept");
  }
});

Deno.test("handler answers 400 when the host is none", async () => {
  const { handler, reported } = testService();
  const request = new Request("http://localhost/healthz");
  Object.defineProperty(request, "url", { value: "http://a b<>/healthz" });
  const response = await handler(request);
  assertEquals(response.status, 400);
  assertEquals(
    (await problemOf(response))["detail"],
    "The Host header names no host.",
  );
  assertEquals(reported, []);
});

Deno.test("handler answers 405 to methods that a path does not know", async () => {
  const { get, studio } = testService();
  const expected = {
    "/": "GET, HEAD, OPTIONS",
    "/healthz": "GET, HEAD, OPTIONS",
    "/image/7.png": "GET, HEAD, OPTIONS",
    [`/${DIGEST}/image/7.png`]: "GET, HEAD, OPTIONS",
    [`/${DIGEST}/image`]: "POST, OPTIONS",
    "/image": "POST, OPTIONS",
  };
  for (const [path, allow] of Object.entries(expected)) {
    for (const method of ["POST", "GET", "HEAD", "PUT", "DELETE", "PATCH"]) {
      if (allow.includes(method)) continue;
      const response = await get(path, { method });
      assertEquals(response.status, 405, `${method} ${path}`);
      assertEquals(response.headers.get("Allow"), allow);
      assertEquals(response.headers.get("Cache-Control"), "no-store");
    }
  }
  assertEquals((await get("/nothing", { method: "POST" })).status, 404);
  assertEquals(studio.jobs, []);
});

Deno.test("handler tells browsers that other sites may use it", async () => {
  const { get } = testService();
  const response = await get(`/${DIGEST}/image`, {
    method: "OPTIONS",
    headers: {
      "Origin": "https://example.org",
      "Access-Control-Request-Method": "POST",
      "Access-Control-Request-Headers": "content-type",
    },
  });
  assertEquals(response.status, 204);
  const { headers } = response;
  assertEquals(headers.get("Access-Control-Allow-Origin"), "*");
  assertEquals(headers.get("Access-Control-Allow-Methods"), "POST, OPTIONS");
  assertEquals(headers.get("Access-Control-Allow-Headers"), "Content-Type");
});

Deno.test("handler puts the security headers on every answer", async () => {
  const { get } = testService();
  for (
    const path of [
      "/",
      "/assets/77/page.css",
      "/healthz",
      "/random",
      "/image/7.png",
      `/${DIGEST}/image/7.png`,
      "/nothing",
    ]
  ) {
    const { headers } = await get(path);
    assertEquals(headers.get("X-Content-Type-Options"), "nosniff", path);
    assertEquals(headers.get("Referrer-Policy"), "no-referrer", path);
    assertMatch(headers.get("X-Request-Id") ?? "", UUID);
    const policy = headers.get("Content-Security-Policy") ?? "";
    assert(policy.startsWith("default-src 'none'; "), path);
    assert(policy.includes("frame-ancestors 'none'"), path);
    assert(!policy.includes("unsafe") && !policy.includes("*"), path);
    const isPage = path === "/" || path.startsWith("/assets/");
    assertEquals(
      headers.get("Cross-Origin-Resource-Policy"),
      isPage ? "same-origin" : "cross-origin",
      path,
    );
  }
});

Deno.test("handler logs every request under the name that it tells", async () => {
  const { get, logged } = testService();
  const responses = [
    await get(`/${DIGEST}/image/7.png?scale=2`),
    await get("/nothing?secret=1", { method: "HEAD" }),
  ];
  assertEquals(
    logged.map(({ method, path, status }) => [method, path, status]),
    [
      ["GET", `/${DIGEST}/image/7.png`, 200],
      ["HEAD", "/nothing", 404],
    ],
  );
  for (const [index, { requestId, ms }] of logged.entries()) {
    assertEquals(responses[index]?.headers.get("X-Request-Id"), requestId);
    assert(ms >= 0);
  }
  const problem = await (await get("/nothing")).json();
  assertEquals(problem.requestId, logged[2]?.requestId);
});

Deno.test("handler reports an error inside and keeps it from the client", async () => {
  const { get, studio, reported } = testService();
  studio.refusal = new Error("secret of /the/server");
  const response = await get(`/${DIGEST}/image/7.png`);
  assertEquals(response.status, 500);
  assertEquals(response.headers.get("Cache-Control"), "no-store");
  assertEquals(response.headers.get("ETag"), null);
  assertEquals(response.headers.get("Deno-Cache-Id"), null);
  assertEquals(
    response.headers.get("Content-Type"),
    "application/problem+json",
  );
  assertEquals(await problemOf(response), {
    type: "about:blank",
    title: "Internal Server Error",
    status: 500,
    detail: "Something went wrong inside.",
  });
  assertEquals(reported, [studio.refusal]);
});

const REFUSALS: Record<RefusalReason, [number, string | null]> = {
  full: [429, "7"],
  late: [503, "7"],
  closing: [503, "7"],
  slow: [504, null],
  left: [499, null],
  failed: [500, null],
};

for (const [reason, [status, retryAfter]] of Object.entries(REFUSALS)) {
  Deno.test(`handler answers ${status} when a task was ${reason}`, async () => {
    const { get, studio, reported } = testService();
    const cause = new Error("trap");
    studio.refusal = new Refusal(reason as RefusalReason, {
      retryAfter: 7,
      cause,
    });
    const response = await get(`/${DIGEST}/image/7.png`);
    assertEquals(response.status, status);
    assertEquals(response.headers.get("Retry-After"), retryAfter);
    assertEquals(response.headers.get("Cache-Control"), "no-store");
    assertEquals((await problemOf(response))["status"], status);
    assertEquals(reported, reason === "failed" ? [cause] : []);
  });
}
