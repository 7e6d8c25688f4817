import { assert, assertEquals, assertMatch } from "@std/assert";
import { DIGEST, testService } from "../test_service.ts";

Deno.test("addresses without a generator lead to the current one", async () => {
  const { get, studio } = testService();
  for (
    const path of [
      "/image/7.png",
      "/image/Ada",
      "/image/Zo%C3%AB.webp?scale=2&truncation=0.5",
      "/grid/7.png?rows=2",
      "/walk/7-9.gif?frames=8",
    ]
  ) {
    for (const method of ["GET", "HEAD"]) {
      const response = await get(path, { method });
      assertEquals(response.status, 307, path);
      assertEquals(response.headers.get("Location"), `/${DIGEST}${path}`);
      assertEquals(
        response.headers.get("Cache-Control"),
        "public, max-age=60",
      );
    }
  }
  const response = await get("/image?scale=2", { method: "POST", body: "{}" });
  assertEquals(response.status, 307);
  assertEquals(response.headers.get("Location"), `/${DIGEST}/image?scale=2`);
  assertEquals(studio.tasks, []);
});

Deno.test("GET random leads to a seed, each time to another", async () => {
  const { get } = testService();
  const locations = new Set<string>();
  for (let visit = 0; visit < 8; visit++) {
    const response = await get("/random?scale=2");
    assertEquals(response.status, 302);
    assertEquals(response.headers.get("Cache-Control"), "no-store");
    const location = response.headers.get("Location") ?? "";
    assertMatch(location, /^\/0123456789abcdef\/image\/\d+\.png\?scale=2$/);
    assertEquals((await get(location)).status, 200);
    locations.add(location);
  }
  // Eight times the same of four billion seeds is no accident.
  assert(locations.size > 1);
});
