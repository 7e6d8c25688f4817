import { assert, assertEquals, assertMatch } from "@std/assert";
import fc from "fast-check";
import { Contract } from "./openapi/contract.ts";
import { DIGEST, OTHER_DIGEST, testService } from "./test_service.ts";

/** Requests to try; every one is different. */
const REQUESTS = 10_000;

const text = fc.oneof(
  fc.constantFrom("7", "0", "4294967295", "4294967296", "-1", "07", "Ada", ""),
  fc.nat({ max: 0xffff_ffff }).map(String),
  fc.string({ unit: "grapheme", maxLength: 12 }).map((text) => {
    try {
      return encodeURIComponent(text);
    } catch {
      return "lone-surrogate";
    }
  }),
  fc.constantFrom("%", "%zz", "%C3", "%00", "%2D", "..", "a%2Fb", "x.y", "a b"),
  fc.constant("x".repeat(201)),
);

const digest = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(DIGEST, OTHER_DIGEST) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("0000000000000000", "latest", "weights"),
  },
);

const extension = fc.constantFrom(
  ...["", ".png", ".jpg", ".webp", ".gif", ".PNG", ".bmp", ".", ".png.jpg"],
);

const pictureFile = fc.oneof(
  fc.tuple(fc.constantFrom("image", "grid"), text).map(([kind, seed]) =>
    `${kind}/${seed}`
  ),
  fc.tuple(text, text).map(([from, to]) => `walk/${from}-${to}`),
);

const path = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.tuple(digest, pictureFile, extension).map((
      [digest, file, extension],
    ) => `/${digest}/${file}${extension}`),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(pictureFile, extension).map(([file, extension]) =>
      `/${file}${extension}`
    ),
  },
  { weight: 2, arbitrary: digest.map((digest) => `/${digest}/image`) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...["/", "/healthz", "/readyz", "/models", "/random", "/openapi.json"],
      ...[
        "/image",
        "/grid",
        "/assets/77/page.css",
        "/assets/77/x",
        "/deno.json",
      ],
      ...["//example.org/image/7.png", "/weights/generator.onnx", "/%"],
    ),
  },
  { weight: 1, arbitrary: fc.webPath() },
);

const option = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      ...["scale=1", "scale=2", "scale=8", "resize=smooth", "resize=nearest"],
      ...["truncation=1", "truncation=0.5", "truncation=.07", "rows=1"],
      ...["rows=10", "cols=3", "gap=0", "frames=2", "frames=64", "loop=true"],
      ...["loop=false", "from=7", "seed=Ada"],
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...["scale=3", "scale", "truncation=0", "truncation=1e9", "rows=0"],
      ...["cols=11", "gap=-1", "frames=1", "loop=1", "size=2", "__proto__=1"],
      ...["from=x", "model=none", "%=%", "=", "scale=2%00"],
    ),
  },
  { weight: 1, arbitrary: fc.webQueryParameters() },
);

const query = fc.array(option, { maxLength: 4 }).map((options) =>
  options.length === 0 ? "" : `?${options.join("&")}`
);

const accept = fc.constantFrom(
  ...["*/*", "image/*", "image/png", "image/webp;q=0.5, image/jpeg"],
  ...["text/html", "", "image/png;q=0", "nonsense", "image/gif;q=0.1,*/*;q=0"],
);

const headers = fc.record({
  "Accept": accept,
  "If-None-Match": fc.constantFrom(
    ...["*", '"x"', "", `"/${DIGEST}/image/7.png"`, 'W/"x", *'],
  ),
  "Content-Type": fc.constantFrom("application/json", "text/plain", ""),
}, { requiredKeys: [] });

const latent = JSON.stringify({ latent: Array(100).fill(0.5) });
const body = fc.oneof(
  fc.constantFrom(latent, "", "{}", "{", "null", `${latent} `, "[1,2]"),
  fc.constant(" ".repeat(9000)),
  fc.json(),
);

const method = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom("GET", "HEAD", "POST") },
  {
    weight: 1,
    arbitrary: fc.constantFrom("PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"),
  },
);

const request = fc.record({ method, path, query, headers, body }).map((
  { method, path, query, headers, body },
) => {
  // Two slashes in front would name another host.
  const url = new URL("http://localhost");
  url.pathname = path;
  url.search = query;
  const hasBody = method !== "GET" && method !== "HEAD";
  return { method, url, init: { method, headers, ...hasBody && { body } } };
});

/** Checks the headers of an answer. */
function checkHeaders(
  { status, headers }: Response,
  where: string,
  accept = "*/*",
): void {
  assertEquals(headers.get("X-Content-Type-Options"), "nosniff", where);
  assertMatch(headers.get("X-Request-Id") ?? "", /^[0-9a-f-]{36}$/, where);
  const policy = headers.get("Content-Security-Policy") ?? "";
  assert(policy.startsWith("default-src 'none'"), where);
  const caching = headers.get("Cache-Control") ?? "";
  if (status >= 400) {
    assertEquals(caching, "no-store", where);
    const type = headers.get("Content-Type");
    assertEquals(
      type,
      accept === "text/html"
        ? "text/html; charset=utf-8"
        : "application/problem+json",
      where,
    );
    for (const name of ["ETag", "Deno-Cache-Id", "Content-Location"]) {
      assert(!headers.has(name), `${where}: ${name}`);
    }
  }
  if (status === 405) assert(headers.has("Allow"), where);
  if (headers.has("Deno-Cache-Id")) {
    assertEquals(caching, "public, max-age=31536000, immutable", where);
    assert(headers.has("ETag"), where);
  }
  if (headers.has("ETag")) assertMatch(caching, /^public, max-age=/, where);
  if (headers.has("Location")) {
    assertEquals(status, 302, where);
    assertMatch(headers.get("Location") ?? "", /^[0-9a-f]{16}\//, where);
  }
}

Deno.test(`handler answers ${REQUESTS} requests at random as it should`, async () => {
  const { get, studio, reported, logged } = testService();
  // Painting is not what is looked at here.
  studio.render = (job) => {
    studio.jobs.push(job);
    const bytes = new TextEncoder().encode(JSON.stringify(job));
    const stages = { queueMs: 0, inferMs: 1, encodeMs: 1 };
    return Promise.resolve({ bytes, ...stages, shared: false });
  };
  const contract = new Contract(await (await get("/openapi.json")).json());
  const statuses: Record<number, number> = {};

  await fc.assert(
    fc.asyncProperty(request, async ({ method, url, init }) => {
      const where = `${method} ${url.pathname}${url.search}`;
      const response = await get(url.pathname + url.search, init);
      const { status } = response;
      statuses[status] = (statuses[status] ?? 0) + 1;
      assert(status < 500, `${where}: ${status}`);
      checkHeaders(response, where, init.headers.Accept);

      const etag = response.headers.get("ETag");
      if (status === 200 && etag !== null) {
        const again = await get(url.pathname + url.search, {
          ...init,
          headers: { ...init.headers, "If-None-Match": etag },
        });
        assertEquals(again.status, 304, where);
        assertEquals(again.headers.get("ETag"), etag, where);
      }
      const copy = response.clone();
      await contract.check(method, url.pathname, response);
      const { length } = await copy.bytes();
      if (method !== "HEAD" && response.headers.has("Content-Length")) {
        assertEquals(copy.headers.get("Content-Length"), `${length}`, where);
      }
      if (method === "HEAD" || status === 304) assertEquals(length, 0, where);
    }),
    { numRuns: REQUESTS, seed: 1 },
  );
  assertEquals(reported, []);
  assert(logged.length > REQUESTS);
  // The requests are not all alike.
  for (const status of [200, 302, 304, 400, 404, 405, 406, 413, 415]) {
    assert(statuses[status] !== undefined, `no ${status}`);
  }
});
