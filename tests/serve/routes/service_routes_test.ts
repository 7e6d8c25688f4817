import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import {
  DIGEST,
  OTHER_DIGEST,
  problemOf,
  testService,
} from "../test_service.ts";

Deno.test("GET healthz says that the service is up, whatever it does", async () => {
  const { get, studio } = testService();
  studio.isReady = false;
  const response = await get("/healthz?probe=1");
  assertEquals(response.status, 200);
  assertEquals(response.headers.get("Cache-Control"), "no-store");
  assertEquals(await response.json(), { status: "ok" });
});

Deno.test("GET readyz says whether the service can paint", async () => {
  const { get, studio } = testService();
  const ready = await get("/readyz");
  assertEquals(ready.status, 200);
  assertEquals(await ready.json(), { status: "ready" });

  studio.isReady = false;
  const loading = await get("/readyz");
  assertEquals(loading.status, 503);
  assertEquals(loading.headers.get("Retry-After"), "1");
  assertEquals(loading.headers.get("Cache-Control"), "no-store");
  assertEquals(
    (await problemOf(loading))["detail"],
    "No generator is loaded.",
  );
});

Deno.test("GET models lists the generators with their cards", async () => {
  const { get, painter, other } = testService();
  const response = await get("/models");
  assertEquals(response.headers.get("Content-Type"), "application/json");
  assertEquals(response.headers.get("Cache-Control"), "public, max-age=60");
  assertEquals(await response.json(), {
    current: DIGEST,
    models: [
      { digest: DIGEST, card: painter.card },
      { digest: OTHER_DIGEST, card: other.card },
    ],
  });
});

Deno.test("GET / shows the page in the state of its address", async () => {
  const { get } = testService();
  const response = await get("/?from=77&utm_source=x");
  assertEquals(response.status, 200);
  assertEquals(
    response.headers.get("Content-Type"),
    "text/html; charset=utf-8",
  );
  const page = await response.text();
  assertStringIncludes(page, `"${DIGEST}/image/77.webp`);
  assertStringIncludes(page, '"assets/77/page.js"');
  const other = await (await get(`/?model=${OTHER_DIGEST}`)).text();
  assertStringIncludes(other, `"${OTHER_DIGEST}/image/0.webp`);
  assert(!other.includes(`${DIGEST}/image/`));
});

Deno.test("GET / may be shown in a frame by the sites that the service names", async () => {
  const policy = async (embed?: string) => {
    const { headers } = await testService(undefined, embed).get("/");
    return headers.get("Content-Security-Policy") ?? "";
  };
  assertStringIncludes(await policy(), "frame-ancestors 'none'");
  const sites = "https://a.example https://b.example";
  assertStringIncludes(
    await policy(sites),
    `frame-ancestors ${sites}`,
  );
});

Deno.test("GET / refuses a state that cannot be", async () => {
  const { get } = testService();
  const wrong = await get("/?from=x");
  assertEquals(wrong.status, 400);
  assertStringIncludes(`${(await problemOf(wrong))["detail"]}`, "from must be");
  assertEquals((await get("/?model=0000000000000000")).status, 404);
});

Deno.test("GET assets sends the files of the page", async () => {
  const { get } = testService();
  const response = await get("/assets/77/page.css");
  assertEquals(response.headers.get("Content-Type"), "text/css; charset=utf-8");
  assertEquals(
    response.headers.get("Cache-Control"),
    "public, max-age=31536000, immutable",
  );
  assertEquals(await response.text(), "body { color: red }");
  for (
    const path of [
      "/assets/78/page.css",
      "/assets/77/",
      "/assets/77/../../deno.json",
      "/assets/77/..%2f..%2fdeno.json",
    ]
  ) {
    assertEquals((await get(path)).status, 404, path);
  }
});
