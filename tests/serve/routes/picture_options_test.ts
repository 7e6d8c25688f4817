import { assertAlmostEquals, assertEquals } from "@std/assert";
import { axisDirection } from "../../fixtures/directions.ts";
import { latents } from "../../../core/noise/latent.ts";
import { spherical } from "../../../serve/picture/slerp.ts";
import {
  applyOptions,
  type PictureOptions,
  tidy,
} from "../../../serve/routes/picture_options.ts";

const PLAIN: PictureOptions = {
  scale: "1",
  resize: "nearest",
  truncation: 1,
  variety: 1,
  around: 0,
  label: undefined,
  edit: [],
};

/** The latents of some seeds with options. */
function applied(seeds: number[], options: Partial<PictureOptions>) {
  return applyOptions(latents(seeds), { ...PLAIN, ...options }).latents;
}

Deno.test("applyOptions() multiplies all latents with the truncation", () => {
  assertEquals(
    applied([7, 8], { truncation: 0.5 }),
    latents([7, 8]).map((z) => z * 0.5),
  );
});

Deno.test("applyOptions() turns latents towards the seed around with less variety", () => {
  const [centre, other] = [latents([3]), latents([7])];
  const varied = applied([7, 3], { variety: 0.25, around: 3 });
  assertEquals(varied.subarray(0, 100), spherical(centre, other)(0.25));
  assertEquals(varied.subarray(100), centre);
  assertEquals(applied([7], { variety: 1, around: 3 }), other);
  assertEquals(applied([7], { variety: 0, around: 3 }), centre);
});

Deno.test("applyOptions() keeps latents as long as they are with less variety", () => {
  const length = (latent: Float32Array) =>
    Math.sqrt(latent.reduce((sum, z) => sum + z * z, 0));
  const [near, far] = [length(latents([0])), length(latents([7]))];
  for (const variety of [0.1, 0.3, 0.5, 0.7, 0.9]) {
    const between = length(applied([7], { variety }));
    const straight = (1 - variety) * near + variety * far;
    // A straight way would come as near to zero as 0.7 of them.
    assertAlmostEquals(between, straight, 0.05 * straight);
  }
});

Deno.test("applyOptions() edits last, whatever the other options are", () => {
  const directions = [axisDirection(3)];
  const others = { ...PLAIN, truncation: 0.5, variety: 0.5, around: 9 };
  const { latents: plain } = applyOptions(latents([7, 8]), others);
  const { latents: edited } = applyOptions(
    latents([7, 8]),
    { ...others, edit: [{ direction: 1, strength: -2 }] },
    directions,
  );
  assertEquals(
    edited,
    plain.map((z, index) => index % 100 === 3 ? z - 2 : z),
  );
});

Deno.test("applyOptions() varies a latent of zeros", () => {
  const zeros = new Float32Array(100);
  const { latents: varied } = applyOptions(zeros, { ...PLAIN, variety: 0.5 });
  assertEquals(varied, latents([0]).map((z) => z * 0.5));
});

Deno.test("tidy() leaves out what makes no difference", () => {
  const around7 = { ...PLAIN, around: 7 };
  assertEquals(tidy({ ...around7, resize: "smooth" }), PLAIN);
  const different = {
    ...around7,
    scale: "2",
    resize: "smooth",
    variety: 0.5,
  } as const;
  assertEquals(tidy(different), different);
});
