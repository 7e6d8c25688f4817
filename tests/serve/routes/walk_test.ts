import { assertEquals, assertStringIncludes } from "@std/assert";
import { latents } from "../../../core/noise/latent.ts";
import { slerp } from "../../../serve/picture/slerp.ts";
import { seedOf } from "../../../core/noise/seed.ts";
import { DIGEST, problemOf, testService } from "../test_service.ts";

const WALK = `/${DIGEST}/walk`;

Deno.test("GET walk is an animation there and back", async () => {
  const { get, studio } = testService();
  const response = await get(`${WALK}/7-9.gif?frames=4`);
  assertEquals(response.headers.get("Content-Type"), "image/gif");
  assertEquals(response.headers.get("ETag"), `"${WALK}/7-9.gif?frames=4"`);
  const text = new TextDecoder("latin1").decode(await response.bytes());
  assertEquals(text.slice(0, 6), "GIF89a");
  const job = studio.jobs[0];
  assertEquals(job?.latents, slerp(latents([7]), latents([9]), 4));
  assertEquals(job?.order, [0, 1, 2, 3, 2, 1]);
  assertEquals(job?.arrangement, { kind: "animation", repeats: true });
});

Deno.test("GET walk is an animation that ends when it should not loop", async () => {
  const { get, studio } = testService();
  const response = await get(`${WALK}/7-9.gif?frames=3&loop=false`);
  assertEquals(
    response.headers.get("ETag"),
    `"${WALK}/7-9.gif?frames=3&loop=false"`,
  );
  const job = studio.jobs[0];
  assertEquals(job?.order, [0, 1, 2]);
  assertEquals(job?.arrangement, { kind: "animation", repeats: false });
});

Deno.test("GET walk is a film strip", async () => {
  const { get, studio } = testService();
  const response = await get(`${WALK}/7-9.png`);
  assertEquals(response.headers.get("ETag"), `"${WALK}/7-9.png"`);
  const job = studio.jobs[0];
  assertEquals(job?.latents.length, 16 * 100);
  assertEquals(job?.arrangement, { kind: "grid", columns: 16, gap: 0 });

  await get(`${WALK}/7-9.png?frames=3&loop=true`);
  assertEquals(studio.jobs[1]?.order, [0, 1, 2, 1]);
  assertEquals(
    studio.jobs[1]?.arrangement,
    { kind: "grid", columns: 4, gap: 0 },
  );
});

Deno.test("GET walk knows its defaults in both formats", async () => {
  const { get } = testService();
  const tag = async (file: string) =>
    (await get(`${WALK}/${file}`)).headers.get("ETag");
  assertEquals(await tag("7-9.gif?loop=true"), `"${WALK}/7-9.gif"`);
  assertEquals(await tag("7-9.png?loop=false"), `"${WALK}/7-9.png"`);
});

Deno.test("GET walk of two frames shows both ends", async () => {
  const { get, studio } = testService();
  await get(`${WALK}/7-9.gif?frames=2`);
  assertEquals(studio.jobs[0]?.order, [0, 1]);
  assertEquals(studio.jobs[0]?.latents, latents([7, 9]));
});

Deno.test("GET walk takes texts, with their hyphens encoded", async () => {
  const { get } = testService();
  const response = await get(`${WALK}/Ada-Jean%2DLuc.png`);
  assertEquals(
    response.headers.get("ETag"),
    `"${WALK}/${seedOf("Ada")}-${seedOf("Jean-Luc")}.png"`,
  );
  const ambiguous = await get(`${WALK}/Ada-Jean-Luc.png`);
  assertEquals(ambiguous.status, 400);
  assertEquals(
    (await problemOf(ambiguous))["detail"],
    "There must be one hyphen, between the seeds: write a hyphen inside a seed as %2D.",
  );
  for (const file of ["-9.png", "7-.png", "-.gif"]) {
    assertEquals((await get(`${WALK}/${file}`)).status, 400, file);
  }
});

Deno.test("GET walk refuses options out of their ranges", async () => {
  const { get } = testService();
  for (
    const [query, detail] of [
      ["frames=1", 'frames is "1": it must be an integer from 2 to 64.'],
      ["frames=65", 'frames is "65": it must be an integer from 2 to 64.'],
      ["loop=yes", 'loop is "yes": it must be true or false.'],
    ] as const
  ) {
    const response = await get(`${WALK}/7-9.gif?${query}`);
    assertEquals(response.status, 400);
    assertEquals((await problemOf(response))["detail"], detail);
  }
});

Deno.test("GET walk without an extension is what the client likes best", async () => {
  const { get } = testService();
  const type = async (accept: string) => {
    const headers = { "Accept": accept };
    const response = await get(`${WALK}/7-9?frames=2`, { headers });
    return response.headers.get("Content-Type");
  };
  assertEquals(await type("*/*"), "image/gif");
  assertEquals(await type("image/png"), "image/png");
});

Deno.test("GET walk is a film strip as WebP, as wide as the format allows", async () => {
  const { get, other, studio } = testService();
  const { width } = other.card.architecture;
  const response = await get(`${WALK}/7-9.webp?frames=3`);
  assertEquals(response.headers.get("Content-Type"), "image/webp");
  assertEquals(
    studio.jobs[0]?.arrangement,
    { kind: "grid", columns: 3, gap: 0 },
  );
  const wide = await get(`${WALK}/7-9.webp?frames=64&loop=true&scale=8`);
  assertEquals(wide.status, 400);
  const { option, detail } = await problemOf(wide);
  assertEquals(option, "scale");
  assertStringIncludes(`${detail}`, `would be ${126 * width * 8} pixels wide`);
  assertEquals((await get(`${WALK}/7-9.png?frames=64&scale=8`)).status, 200);
});
