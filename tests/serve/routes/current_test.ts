import { assert, assertEquals, assertMatch } from "@std/assert";
import { DIGEST, OTHER_DIGEST, testService } from "../test_service.ts";

Deno.test("an address without a generator is answered by the current one, for a minute", async () => {
  const { get, studio } = testService();
  for (
    const [path, canonical] of [
      ["/image/7.png", "/image/7.png"],
      ["/image/7", "/image/7.png"],
      [
        "/image/Ada.webp?truncation=.50&scale=2",
        "/image/2596513115.webp?scale=2&truncation=0.5",
      ],
      ["/grid/7.png?rows=2", "/grid/7.png?rows=2"],
      ["/walk/7-9.gif?frames=3", "/walk/7-9.gif?frames=3"],
    ] as const
  ) {
    const response = await get(path);
    assertEquals(response.status, 200, path);
    const { headers } = response;
    assertEquals(headers.get("Cache-Control"), "public, max-age=60");
    // The deployment of another generator must not find it in a cache.
    assertEquals(headers.get("Deno-Cache-Id"), null);
    const immutable = `/${DIGEST}${canonical}`;
    assertEquals(headers.get("ETag"), `"${immutable}"`);
    const location = headers.get("Content-Location") ?? "";
    const { pathname, search } = new URL(location, `http://localhost${path}`);
    assertEquals(pathname + search, immutable);
    const same = await get(immutable);
    assertEquals(await response.bytes(), await same.bytes());
    assertEquals(same.headers.get("Content-Location"), null);
  }
  assert(studio.jobs.every(({ generator }) => generator === DIGEST));
});

Deno.test("an address without a generator answers 304 where the picture is the same", async () => {
  const { get, studio } = testService();
  const ask = async (digest: string) => {
    const etag = `"/${digest}/image/7.png"`;
    const headers = { "If-None-Match": etag };
    return (await get("/image/7.png", { headers })).status;
  };
  assertEquals(await ask(DIGEST), 304);
  assertEquals(studio.jobs, []);
  assertEquals(await ask(OTHER_DIGEST), 200);
});

Deno.test("POST image without a generator is answered by the current one", async () => {
  const { get, studio } = testService();
  const response = await get("/image?scale=2", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ latent: Array(100).fill(0.5) }),
  });
  assertEquals(response.status, 200);
  assertEquals(response.headers.get("Cache-Control"), "no-store");
  assertEquals(studio.jobs[0]?.generator, DIGEST);
});

Deno.test("GET random leads to a seed, each time to another", async () => {
  const { get } = testService();
  const locations = new Set<string>();
  for (let visit = 0; visit < 8; visit++) {
    const response = await get("/random?scale=2");
    assertEquals(response.status, 302);
    assertEquals(response.headers.get("Cache-Control"), "no-store");
    const location = response.headers.get("Location") ?? "";
    assertMatch(location, /^0123456789abcdef\/image\/\d+\.png\?scale=2$/);
    assertEquals((await get(`/${location}`)).status, 200);
    locations.add(location);
  }
  // Eight times the same of four billion seeds is no accident.
  assert(locations.size > 1);
});
