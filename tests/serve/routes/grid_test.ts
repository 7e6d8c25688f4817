import { assertEquals } from "@std/assert";
import { latents } from "../../../core/noise/latent.ts";
import { DIGEST, problemOf, testService } from "../test_service.ts";

const GRID = `/${DIGEST}/grid`;

/** Columns and rows in the header of a PNG file. */
function size(png: Uint8Array): [number, number] {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
}

Deno.test("GET grid shows a seed and those after it", async () => {
  const { get, studio } = testService();
  const response = await get(`${GRID}/5.png?rows=2&cols=3&gap=4`);
  assertEquals(response.status, 200);
  assertEquals(response.headers.get("Content-Type"), "image/png");
  assertEquals(
    response.headers.get("ETag"),
    `"${GRID}/5.png?rows=2&cols=3&gap=4"`,
  );
  // Pictures of 32 × 16.
  const png = await response.bytes();
  assertEquals(size(png), [3 * 32 + 4 * 4, 2 * 16 + 3 * 4]);
  assertEquals(studio.jobs[0]?.latents, latents([5, 6, 7, 8, 9, 10]));
});

Deno.test("GET grid has five rows of five by default", async () => {
  const { get } = testService();
  const response = await get(`${GRID}/0.png?rows=5&gap=2`);
  assertEquals(response.headers.get("ETag"), `"${GRID}/0.png"`);
  assertEquals(size(await response.bytes()), [5 * 34 + 2, 5 * 18 + 2]);
});

Deno.test("GET grid goes on with 0 after the last seed", async () => {
  const { get, studio } = testService();
  await get(`${GRID}/4294967294.png?rows=2&cols=2`);
  assertEquals(
    studio.jobs[0]?.latents,
    latents([4294967294, 4294967295, 0, 1]),
  );
});

Deno.test("GET grid enlarges the pictures and not the gaps", async () => {
  const { get } = testService();
  const response = await get(`${GRID}/0.png?rows=1&cols=2&gap=1&scale=4`);
  assertEquals(size(await response.bytes()), [2 * 4 * 32 + 3, 4 * 16 + 2]);
});

Deno.test("GET grid is a PNG only", async () => {
  const { get } = testService();
  assertEquals((await get(`${GRID}/0.jpg`)).status, 404);
  assertEquals((await get(`${GRID}/0?rows=1`)).status, 200);
  const headers = { "Accept": "image/webp" };
  assertEquals((await get(`${GRID}/0`, { headers })).status, 406);
});

Deno.test("GET grid refuses options out of their ranges", async () => {
  const { get } = testService();
  for (
    const [query, detail] of [
      ["rows=0", 'rows is "0": it must be an integer from 1 to 10.'],
      ["cols=11", 'cols is "11": it must be an integer from 1 to 10.'],
      ["cols=2.5", 'cols is "2.5": it must be an integer from 1 to 10.'],
      ["gap=-1", 'gap is "-1": it must be an integer from 0 to 64.'],
      ["gap=65", 'gap is "65": it must be an integer from 0 to 64.'],
    ] as const
  ) {
    const response = await get(`${GRID}/0.png?${query}`);
    assertEquals(response.status, 400);
    assertEquals((await problemOf(response))["detail"], detail);
  }
});
