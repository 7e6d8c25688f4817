import { assertEquals } from "@std/assert";
import { DIGEST, FORMER_DIGEST, testService } from "../test_service.ts";

for (
  const path of [
    "/image/7.png",
    "/image/7",
    "/image/%41da.webp?scale=2&resize=smooth",
    "/grid/0.png?rows=2",
    "/walk/1-2.gif",
  ]
) {
  Deno.test(`withFormerDigests() leads from a former digest to the present one for ${path}`, async () => {
    const { get, studio } = testService();
    for (const method of ["GET", "HEAD"]) {
      const response = await get(`/${FORMER_DIGEST}${path}`, { method });
      assertEquals(response.status, 308);
      assertEquals(
        response.headers.get("Location"),
        `../../${DIGEST}${path}`,
      );
      assertEquals(
        response.headers.get("Cache-Control"),
        "public, max-age=86400",
      );
      assertEquals(await response.text(), "");
    }
    assertEquals(studio.jobs, []);
    const there = await get(`/${DIGEST}${path}`);
    assertEquals(there.status, 200);
  });
}

Deno.test("withFormerDigests() leads a POST to the present digest, with its method", async () => {
  const { get } = testService();
  const response = await get(`/${FORMER_DIGEST}/image?scale=2`, {
    method: "POST",
  });
  assertEquals(response.status, 308);
  assertEquals(response.headers.get("Location"), `../${DIGEST}/image?scale=2`);
});

Deno.test("the page leads from a former digest to the present one", async () => {
  const { get } = testService();
  const response = await get(`/?model=${FORMER_DIGEST}&from=48&seed=Ada`);
  assertEquals(response.status, 308);
  assertEquals(
    response.headers.get("Location"),
    `./?model=${DIGEST}&from=48&seed=Ada`,
  );
});

Deno.test("a digest that no generator ever had is not found", async () => {
  const { get } = testService();
  const response = await get("/ffffffffffffffff/image/7.png");
  assertEquals(response.status, 404);
});
