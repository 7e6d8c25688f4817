import { assertEquals, assertNotEquals } from "@std/assert";
import { latents } from "../../../core/noise/latent.ts";
import { encodePng } from "../../../core/picture/png.ts";
import { paintLatent, paintSeed } from "../../../core/generator/paint_seed.ts";
import { seedOf } from "../../../core/noise/seed.ts";
import { axisDirection } from "../../fixtures/directions.ts";
import { FakePainter } from "../fake_painter.ts";
import {
  DIGEST,
  headersOf,
  OTHER_DIGEST,
  problemOf,
  testService,
} from "../test_service.ts";

const IMAGE = `/${DIGEST}/image`;

const FOR_EVER = "public, max-age=31536000, immutable";

Deno.test("GET image sends the picture of a seed", async () => {
  const { get, painter } = testService();
  const response = await get(`${IMAGE}/7.png`);
  assertEquals(response.status, 200);
  const png = await response.bytes();
  assertEquals(png, encodePng(paintSeed(painter, 7)));
  const headers = headersOf(response);
  assertEquals(headers["content-type"], "image/png");
  assertEquals(headers["content-length"], `${png.length}`);
  assertEquals(headers["cache-control"], FOR_EVER);
  assertEquals(headers["deno-cache-id"], `generator-${DIGEST}`);
  assertEquals(headers["etag"], `"${IMAGE}/7.png"`);
  assertEquals(headers["access-control-allow-origin"], "*");
  assertEquals(headers["vary"], undefined);
});

Deno.test("GET image names the stages that a picture took", async () => {
  const { get } = testService();
  const timing = async () =>
    (await get(`${IMAGE}/7.png`)).headers.get("Server-Timing")
      ?.replaceAll(/[\d.]+/g, "N");
  assertEquals(await timing(), "queue;dur=N, infer;dur=N, encode;dur=N");
  assertEquals(await timing(), "cache;desc=hit");
});

Deno.test("GET image shares a picture with whoever asked for it before", async () => {
  const { get, studio } = testService();
  studio.shared = true;
  const response = await get(`${IMAGE}/7.png?scale=1`);
  assertEquals(response.headers.get("Server-Timing"), "cache;desc=shared");
  assertEquals((await response.bytes())[0], 0x89);
  // However it was written.
  assertEquals(studio.names, [`${IMAGE}/7.png`]);
});

Deno.test("GET image sends other formats", async () => {
  const { get } = testService();
  const starts = {
    "jpg": ["image/jpeg", [0xff, 0xd8, 0xff]],
    "webp": ["image/webp", [0x52, 0x49, 0x46]],
  };
  for (const [extension, [type, start]] of Object.entries(starts)) {
    const response = await get(`${IMAGE}/7.${extension}`);
    assertEquals(response.headers.get("Content-Type"), type);
    assertEquals([...(await response.bytes()).slice(0, 3)], start);
  }
});

Deno.test("GET image takes every number and every text for a seed", async () => {
  const { get, studio } = testService();
  const seeds: Record<string, number> = {
    "0": 0,
    "4294967295": 4294967295,
    "4294967296": seedOf("4294967296"),
    "007": seedOf("007"),
    "-1": seedOf("-1"),
    "Ada": seedOf("Ada"),
    "%37": 7,
    "Zo%C3%AB": seedOf("Zoë"),
    "a%2Fb": seedOf("a/b"),
    "v1.5": seedOf("v1.5"),
    ["x".repeat(200)]: seedOf("x".repeat(200)),
  };
  for (const [text, seed] of Object.entries(seeds)) {
    const response = await get(`${IMAGE}/${text}.png`);
    assertEquals(response.status, 200, text);
    assertEquals(response.headers.get("ETag"), `"${IMAGE}/${seed}.png"`, text);
    const { latents: used } = studio.jobs.at(-1) ?? {};
    if (used !== undefined) assertEquals(used, latents([seed]));
  }
});

Deno.test("GET image sends what the client likes best when there is no extension", async () => {
  const { get } = testService();
  const accept = async (accept?: string) => {
    const headers = accept === undefined ? {} : { "Accept": accept };
    return await get(`${IMAGE}/Ada?scale=2`, { headers });
  };
  const address = `${IMAGE}/${seedOf("Ada")}`;
  for (
    const [header, extension, type] of [
      [undefined, "png", "image/png"],
      ["*/*", "png", "image/png"],
      ["image/*;q=0.5, image/jpeg", "jpg", "image/jpeg"],
      ["text/html,image/avif,image/webp,*/*;q=0.8", "webp", "image/webp"],
    ] as const
  ) {
    const response = await accept(header);
    assertEquals(response.status, 200);
    assertEquals(response.headers.get("Content-Type"), type);
    assertEquals(response.headers.get("Vary"), "Accept");
    const location = `${address}.${extension}?scale=2`;
    // Relative, as the service may lie under a prefix.
    assertEquals(response.headers.get("Content-Location"), `../..${location}`);
    assertEquals(response.headers.get("ETag"), `"${location}"`);
    assertEquals(await response.bytes(), await (await get(location)).bytes());
  }
  const response = await accept(
    "text/html;q=0.1, image/gif;q=0.5, application/*",
  );
  assertEquals(response.status, 406);
  assertEquals(
    (await problemOf(response))["detail"],
    "Accept must allow image/png or image/webp or image/jpeg.",
  );
});

Deno.test("GET image answers 304 before anything is painted", async () => {
  const { get, studio } = testService();
  const etag = `"${IMAGE}/7.png?scale=2"`;
  for (const condition of [etag, `"other", W/${etag}`, "*"]) {
    const headers = { "If-None-Match": condition };
    const response = await get(`${IMAGE}/7.png?scale=2`, { headers });
    assertEquals(response.status, 304, condition);
    assertEquals(response.body, null);
    assertEquals(response.headers.get("ETag"), etag);
    assertEquals(response.headers.get("Cache-Control"), FOR_EVER);
  }
  assertEquals(studio.jobs, []);
  const headers = { "If-None-Match": `"${IMAGE}/7.png"` };
  const response = await get(`${IMAGE}/7.png?scale=2`, { headers });
  assertEquals(response.status, 200);
});

Deno.test("GET image knows the same picture however its address is written", async () => {
  const { get, studio } = testService();
  const tags = new Set<string | null>();
  for (
    const address of [
      "7.png?truncation=0.5&scale=2",
      "7.png?scale=2&truncation=.50",
      "%37.png?scale=2&truncation=5e-1&resize=nearest",
    ]
  ) {
    tags.add((await get(`${IMAGE}/${address}`)).headers.get("ETag"));
  }
  assertEquals([...tags], [`"${IMAGE}/7.png?scale=2&truncation=0.5"`]);
  assertEquals(studio.jobs.length, 1);

  // Nothing is enlarged, so the filter makes no difference.
  const plain = await get(`${IMAGE}/7.png?scale=1&resize=smooth&truncation=1`);
  assertEquals(plain.headers.get("ETag"), `"${IMAGE}/7.png"`);
});

Deno.test("GET image follows its options", async () => {
  const { get, studio } = testService();
  await get(`${IMAGE}/7.png?scale=4&resize=smooth&truncation=0.25`);
  const job = studio.jobs[0];
  assertEquals([job?.scale, job?.resize], [4, "smooth"]);
  assertEquals(job?.latents, latents([7]).map((z) => z * 0.25));
});

Deno.test("GET image edits along the directions of the card", async () => {
  const painter = new FakePainter();
  painter.card.directions = [axisDirection(1), axisDirection(0)];
  const { get } = testService(painter);
  const response = await get(`${IMAGE}/7.png?edit=2:-1.50,1:0`);
  assertEquals(headersOf(response)["etag"], `"${IMAGE}/7.png?edit=2:-1.5"`);
  const [first = 0, ...others] = latents([7]);
  const edited = paintLatent(painter, Float32Array.of(first - 1.5, ...others));
  assertEquals(await response.bytes(), encodePng(edited));
  assertNotEquals(edited, paintSeed(painter, 7));
});

Deno.test("GET image uses the generator that the address names", async () => {
  const { get, studio } = testService();
  await get(`/${OTHER_DIGEST}/image/7.png`);
  assertEquals(studio.jobs[0]?.generator, OTHER_DIGEST);
  const response = await get("/0000000000000000/image/7.png");
  assertEquals(response.status, 404);
  assertEquals(
    (await problemOf(response))["detail"],
    "There is no generator 0000000000000000: models lists those there are.",
  );
});

Deno.test("GET image gives other seeds other pictures", async () => {
  const { get } = testService();
  assertNotEquals(
    await (await get(`${IMAGE}/0.png`)).bytes(),
    await (await get(`${IMAGE}/4294967295.png`)).bytes(),
  );
});
