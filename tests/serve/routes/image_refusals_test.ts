import { assertEquals } from "@std/assert";
import { latents } from "../../../core/noise/latent.ts";
import { FakePainter } from "../fake_painter.ts";
import { DIGEST, problemOf, testService } from "../test_service.ts";

const IMAGE = `/${DIGEST}/image`;

Deno.test("GET image refuses what is no text", async () => {
  const { get, studio } = testService();
  for (const text of ["", "%", "%zz", "%C3", "x".repeat(201)]) {
    const response = await get(`${IMAGE}/${text}.png`);
    assertEquals(response.status, 400, text);
    assertEquals(response.headers.get("Cache-Control"), "no-store");
  }
  assertEquals(studio.jobs, []);
});

Deno.test("GET image refuses extensions it does not know", async () => {
  const { get } = testService();
  for (const file of ["7.gif", "7.PNG", "7.", "7.png.bmp", "3.14"]) {
    const response = await get(`${IMAGE}/${file}`);
    assertEquals(response.status, 404, file);
  }
  assertEquals(
    (await problemOf(await get(`${IMAGE}/7.gif`)))["detail"],
    'There is no file with the extension "gif": it must be png or webp or jpg. A seed with a dot in it needs an extension, too.',
  );
});

Deno.test("GET image refuses edits of a generator without directions", async () => {
  const { get, painter } = testService();
  const response = await get(`${IMAGE}/7.png?edit=2:1`);
  assertEquals([response.status, (painter as FakePainter).batches], [400, []]);
  assertEquals((await problemOf(response))["option"], "edit");
  const posted = await get(`${IMAGE}?edit=2:1`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ latent: [...latents([7])] }),
  });
  assertEquals(posted.status, 400);
});

Deno.test("GET image names the option that is wrong, and what it may be", async () => {
  const { get, studio } = testService();
  for (
    const [query, option, detail] of [
      ["scale=3", "scale", 'scale is "3": it must be 1, 2, 4 or 8.'],
      ["scale=", "scale", 'scale is "": it must be 1, 2, 4 or 8.'],
      [
        "truncation=0",
        "truncation",
        'truncation is "0": it must be a number above 0, at most 1.',
      ],
      [
        "truncation=1.01",
        "truncation",
        'truncation is "1.01": it must be a number above 0, at most 1.',
      ],
      [
        "truncation=NaN",
        "truncation",
        'truncation is "NaN": it must be a number above 0, at most 1.',
      ],
      [
        "resize=cubic",
        "resize",
        'resize is "cubic": it must be nearest or smooth.',
      ],
      [
        "scale=2&scale=2",
        "scale",
        "scale is given 2 times: it must be 1, 2, 4 or 8.",
      ],
      [
        "size=2",
        "size",
        '"size" is no option here: there are scale, resize, truncation, variety, around, label, edit.',
      ],
      [
        "Scale=2",
        "Scale",
        '"Scale" is no option here: there are scale, resize, truncation, variety, around, label, edit.',
      ],
      [
        "__proto__=2",
        "__proto__",
        '"__proto__" is no option here: there are scale, resize, truncation, variety, around, label, edit.',
      ],
    ] as const
  ) {
    const response = await get(`${IMAGE}/7.png?${query}`);
    assertEquals(response.status, 400, query);
    assertEquals(response.headers.get("Cache-Control"), "no-store");
    const problem = await problemOf(response);
    assertEquals(problem["detail"], detail);
    assertEquals(problem["option"], option);
  }
  assertEquals(studio.jobs, []);
});

Deno.test("GET image refuses a picture that would be too large", async () => {
  const painter = new FakePainter();
  painter.card.architecture.height = 512;
  painter.card.architecture.width = 512;
  const { get, studio } = testService(painter);
  const response = await get(`${IMAGE}/7.png?scale=8`);
  assertEquals(response.status, 400);
  const problem = await problemOf(response);
  assertEquals(problem["option"], "scale");
  assertEquals(
    problem["detail"],
    "scale is 8: 1 picture of 512 × 512 would have 16777216 pixels; it must be so small that all pictures together have at most 4194304 pixels.",
  );
  assertEquals(studio.jobs, []);
});
