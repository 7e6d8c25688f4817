import { assertAlmostEquals, assertEquals } from "@std/assert";
import { latents } from "../../../core/noise/latent.ts";
import { slerp } from "../../../serve/picture/slerp.ts";

/** The same with the functions of the engine. */
function reference(a: Float32Array, b: Float32Array, t: number): number[] {
  const dot = (a: Float32Array, b: Float32Array) =>
    a.reduce((sum, x, index) => sum + x * (b[index] as number), 0);
  const angle = Math.acos(dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)));
  const keep = Math.sin((1 - t) * angle) / Math.sin(angle);
  const take = Math.sin(t * angle) / Math.sin(angle);
  return Array.from(a, (x, index) => keep * x + take * (b[index] as number));
}

Deno.test("slerp() follows the formula", () => {
  for (const [a, b] of [[0, 1], [7, 9], [4294967295, 3]] as const) {
    const [from, to] = [latents([a]), latents([b])];
    const way = slerp(from, to, 11);
    for (let step = 0; step < 11; step++) {
      reference(from, to, step / 10).forEach((expected, index) => {
        assertAlmostEquals(way[step * 100 + index] as number, expected, 1e-6);
      });
    }
  }
});

Deno.test("slerp() follows the formula at any angle", () => {
  for (let degrees = 1; degrees < 180; degrees++) {
    const angle = degrees / 180 * Math.PI;
    const from = Float32Array.of(2, 0);
    const to = Float32Array.of(3 * Math.cos(angle), 3 * Math.sin(angle));
    const way = slerp(from, to, 5);
    for (let step = 0; step < 5; step++) {
      const expected = reference(from, to, step / 4);
      // Near 180 degrees the formula itself divides by almost nothing.
      const tolerance = degrees < 175 ? 2e-6 : 2e-4;
      assertAlmostEquals(way[2 * step] as number, expected[0] ?? 0, tolerance);
      assertAlmostEquals(
        way[2 * step + 1] as number,
        expected[1] ?? 0,
        tolerance,
      );
    }
  }
});

Deno.test("slerp() ends exactly where it should", () => {
  const [from, to] = [latents([7]), latents([9])];
  const way = slerp(from, to, 3);
  assertEquals(way.slice(0, 100), from);
  assertEquals(way.slice(200), to);
});

Deno.test("slerp() stays where it is between equal latents", () => {
  const latent = latents([7]);
  const way = slerp(latent, latent, 4);
  for (let step = 0; step < 4; step++) {
    latent.forEach((x, index) => {
      assertAlmostEquals(way[step * 100 + index] as number, x, 1e-6);
    });
  }
});

Deno.test("slerp() goes straight between opposite latents", () => {
  assertEquals(
    [...slerp(Float32Array.of(1, 1), Float32Array.of(-1, -1), 3)],
    [1, 1, 0, 0, -1, -1],
  );
});

Deno.test("slerp() gives known bits", () => {
  // Whoever changes these changes every walk that somebody has a link to.
  const middle = slerp(latents([7]), latents([9]), 3).slice(100, 104);
  assertEquals(
    [...new Uint32Array(middle.buffer)],
    [1072583641, 1057399589, 1042617648, 3202032282],
  );
});
