import { assertEquals } from "@std/assert";
import { latents } from "../../../core/noise/latent.ts";
import { DIGEST, problemOf, testService } from "../test_service.ts";

function post(latent: unknown, headers: Record<string, string> = {}) {
  return {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify({ latent }),
  };
}

Deno.test("POST image paints the latent of a seed as the seed itself", async () => {
  const { get } = testService();
  for (const seed of [0, 7, 4294967295]) {
    const response = await get(
      `/${DIGEST}/image?truncation=0.5`,
      post([...latents([seed])]),
    );
    assertEquals(response.status, 200);
    assertEquals(response.headers.get("Content-Type"), "image/png");
    assertEquals(response.headers.get("Cache-Control"), "no-store");
    const same = await get(`/${DIGEST}/image/${seed}.png?truncation=0.5`);
    assertEquals(await response.bytes(), await same.bytes());
  }
});

Deno.test("POST image sends the format that the client likes", async () => {
  const { get } = testService();
  const latent = Array(100).fill(0);
  for (const type of ["image/webp", "image/jpeg"]) {
    const response = await get(
      `/${DIGEST}/image`,
      post(latent, { "Accept": type }),
    );
    assertEquals(response.headers.get("Content-Type"), type);
    assertEquals(response.headers.get("Vary"), "Accept");
  }
  const refused = await get(
    `/${DIGEST}/image`,
    post(latent, { "Accept": "image/gif" }),
  );
  assertEquals(refused.status, 406);
});

Deno.test("POST image says what a latent must be", async () => {
  const { get, studio } = testService();
  const bodies = [
    "",
    "{",
    "null",
    "7",
    "[]",
    "{}",
    JSON.stringify(Array(100).fill(0)),
    JSON.stringify({ latent: Array(99).fill(0) }),
    JSON.stringify({ latent: Array(101).fill(0) }),
    JSON.stringify({ latent: Array(100).fill("0") }),
    JSON.stringify({ latent: Array(100).fill(null) }),
    JSON.stringify({ latent: Array(100).fill(10.5) }),
    JSON.stringify({ latent: Array(100).fill(0), scale: 2 }),
    `{"latent":[${Array(100).fill("1e999")}]}`,
  ];
  for (const body of bodies) {
    const response = await get(`/${DIGEST}/image`, { ...post([]), body });
    assertEquals(response.status, 400, body.slice(0, 60));
    assertEquals(
      (await problemOf(response))["detail"],
      "The body must be a JSON object whose latent is an array of 100 numbers from -10 to 10.",
    );
  }
  assertEquals(studio.jobs, []);
});

Deno.test("POST image takes JSON only", async () => {
  const { get } = testService();
  for (const type of ["text/plain", "application/jsonp", ""]) {
    const response = await get(
      `/${DIGEST}/image`,
      post(Array(100).fill(0), { "Content-Type": type }),
    );
    assertEquals(response.status, 415, type);
  }
  const utf8 = await get(
    `/${DIGEST}/image`,
    post(Array(100).fill(0), {
      "Content-Type": "application/json; charset=utf-8",
    }),
  );
  assertEquals(utf8.status, 200);
});

Deno.test("POST image refuses bodies that are too large", async () => {
  const { get } = testService();
  const latent = Array(100).fill(0);
  const padded = JSON.stringify({ latent }) + " ".repeat(8192);
  const stream = (pieces: number) => {
    let left = pieces;
    return new ReadableStream({
      pull(controller) {
        if (left-- === 0) controller.close();
        else controller.enqueue(new TextEncoder().encode(" ".repeat(1000)));
      },
    });
  };
  for (const body of [padded, stream(9), stream(Infinity)]) {
    const response = await get(`/${DIGEST}/image`, { ...post([]), body });
    assertEquals(response.status, 413);
    assertEquals(
      (await problemOf(response))["detail"],
      "The body must have at most 8192 bytes.",
    );
  }
  const declared = await get(
    `/${DIGEST}/image`,
    post(latent, { "Content-Length": "9000" }),
  );
  assertEquals(declared.status, 413);
});

Deno.test("POST image checks its options before it reads the body", async () => {
  const { get } = testService();
  const response = await get(`/${DIGEST}/image?scale=3`, post("?"));
  assertEquals((await problemOf(response))["option"], "scale");
});
