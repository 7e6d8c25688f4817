/** Labels in addresses, of a generator with classes and of one without. */

import {
  assertEquals,
  assertNotEquals,
  assertStringIncludes,
} from "@std/assert";
import { labels, labelWay } from "../../../core/noise/label.ts";
import { latents } from "../../../core/noise/latent.ts";
import { FakePainter } from "../fake_painter.ts";
import { DIGEST, problemOf, testService } from "../test_service.ts";

const CLASSES = [
  { name: "owl", pictures: 3 },
  { name: "barn cat", pictures: 5 },
];

/** A service whose generator has classes. */
function conditionalService() {
  const painter = new FakePainter();
  painter.card.architecture.classes = CLASSES;
  return testService(painter);
}

Deno.test("GET image paints the class that is asked for, else that of the seed", async () => {
  const { get, studio } = conditionalService();
  const cat = await get(`/${DIGEST}/image/7.png?label=barn%20cat`);
  assertEquals(cat.status, 200);
  assertEquals(
    cat.headers.get("ETag"),
    `"/${DIGEST}/image/7.png?label=barn%20cat"`,
  );
  const own = await get(`/${DIGEST}/image/7.png`);
  assertEquals(own.status, 200);
  const [first, second] = studio.jobs;
  assertEquals(first?.labels, labels([7], CLASSES, "barn cat"));
  assertEquals(second?.labels, labels([7], CLASSES));
});

Deno.test("GET grid has a class for each seed, or one for all", async () => {
  const { get, studio } = conditionalService();
  await get(`/${DIGEST}/grid/7.png?rows=2&cols=1&label=owl`);
  await get(`/${DIGEST}/grid/7.png?rows=2&cols=1`);
  const [first, second] = studio.jobs;
  assertEquals(first?.labels, labels([7, 8], CLASSES, "owl"));
  assertEquals(second?.labels, labels([7, 8], CLASSES));
});

Deno.test("GET walk goes from one class to another", async () => {
  const { get, studio } = conditionalService();
  const walk = `/${DIGEST}/walk/7-8.png?frames=3`;
  const [owl, cat] = CLASSES.map(({ name }) => labels([0], CLASSES, name));
  assertNotEquals(owl, cat);
  for (
    const [query, from, to] of [
      ["&label=owl&endlabel=barn+cat", owl, cat],
      ["&label=owl", owl, owl],
      ["", labels([7], CLASSES), labels([8], CLASSES)],
    ] as const
  ) {
    const response = await get(`${walk}${query}`);
    assertEquals(response.status, 200);
    const way = labelWay(from as Float32Array, to as Float32Array, 3);
    assertEquals(studio.jobs.at(-1)?.labels, way);
  }
  // One way to write it.
  const same = await get(`${walk}&label=owl&endlabel=owl`);
  assertEquals(
    same.headers.get("ETag"),
    `"/${DIGEST}/walk/7-8.png?frames=3&label=owl"`,
  );
});

Deno.test("POST image takes a label; without it the class is the first", async () => {
  const { get, studio } = conditionalService();
  const init = {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ latent: [...latents([7])] }),
  };
  for (const [query, name] of [["?label=barn+cat", "barn cat"], ["", "owl"]]) {
    const response = await get(`/${DIGEST}/image${query}`, init);
    assertEquals(response.status, 200);
    assertEquals(studio.jobs.at(-1)?.labels, labels([0], CLASSES, name));
  }
  const refused = await get(`/${DIGEST}/image?label=cow`, init);
  assertEquals(refused.status, 400);
});

Deno.test("GET image refuses labels that the generator does not know", async () => {
  const { get } = conditionalService();
  for (const label of ["cow", "Owl"]) {
    const response = await get(`/${DIGEST}/image/7.png?label=${label}`);
    assertEquals(response.status, 400);
    assertEquals(await problemOf(response), {
      ...{ type: "about:blank", title: "Bad Request", status: 400 },
      detail: `label is "${label}": it must be owl or barn cat.`,
      ...{ option: "label", allowed: "owl or barn cat" },
    });
  }
  const way = await get(`/${DIGEST}/walk/1-2.gif?endlabel=cow`);
  assertEquals((await problemOf(way))["option"], "endlabel");
  const plain = testService();
  const response = await plain.get(`/${DIGEST}/image/7.png?label=owl`);
  assertEquals(response.status, 400);
  assertEquals(
    (await problemOf(response))["detail"],
    'label is "owl": the generator toon-head has no classes, so it must be left out.',
  );
});

Deno.test("GET / shows a class, and refuses one that there is not", async () => {
  const { get } = conditionalService();
  const page = await (await get("/?label=barn+cat")).text();
  assertStringIncludes(page, "image/0.webp?label=barn%20cat");
  for (
    const query of [
      "label=cow",
      "seed=7&to=9&endlabel=cow",
      `favourite=${encodeURIComponent("seed=7&label=cow")}`,
    ]
  ) {
    const refused = await get(`/?${query}`);
    assertEquals(refused.status, 400, query);
    await refused.body?.cancel();
  }
});
