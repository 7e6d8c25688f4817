import { assert, assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../../../../core/user_error.ts";
import { fingerprint } from "../../../../train/data/dataset.ts";
import { demoSource } from "../../../../train/data/sources/demo.ts";

Deno.test("demoSource() draws the known portraits", async () => {
  const shape = { height: 24, width: 24, fit: "stretch" } as const;
  const { count, pixels } = await demoSource("toon-head", 3, shape)
    .load(() => {});
  // WebAssembly gives the same bytes on every machine. Another fingerprint
  // means other training pictures: raise RECIPE in demo.ts with it.
  assertEquals(
    fingerprint({ ...shape, count, pixels }),
    "933a545300ac93d1f8ef309387a075f5bd2421fd4e85935e25fb30e9ad044499",
  );
});

Deno.test("demoSource() begins a larger set with the smaller one", async () => {
  const shape = { height: 8, width: 8, fit: "stretch" } as const;
  const one = await demoSource("toon-head", 1, shape).load(() => {});
  const two = await demoSource("toon-head", 2, shape).load(() => {});
  assertEquals(two.pixels.slice(0, one.pixels.length), one.pixels);
});

Deno.test("demoSource() crops and stretches like every source", async () => {
  const size = { height: 16, width: 8 };
  const load = (fit: "crop" | "stretch") => {
    return demoSource("toon-head", 1, { ...size, fit }).load(() => {});
  };
  const [crop, stretch] = [await load("crop"), await load("stretch")];
  assertEquals([crop.pixels.length, stretch.pixels.length], [384, 384]);
  // Cropping cuts the background off, so that less of it is left.
  const background = (pixels: Uint8Array) => {
    return pixels.slice(0, 128).filter((red) => red === 0xb6).length;
  };
  assert(background(crop.pixels) < background(stretch.pixels));
});

Deno.test("demoSource() reports each portrait", async () => {
  const shape = { height: 8, width: 8, fit: "stretch" } as const;
  const done: number[] = [];
  await demoSource("toon-head", 3, shape).load((event) => {
    if (event.kind === "progress") done.push(event.done / event.total);
  });
  assertEquals(done, [1 / 3, 2 / 3, 1]);
});

Deno.test("demoSource() lists the demo sets when it does not know one", () => {
  const shape = { height: 8, width: 8, fit: "stretch" } as const;
  const error = assertThrows(() => demoSource("cats", 1, shape), UserError);
  assertEquals(
    error.message,
    "--data demo:cats: there is no such demo set, only demo:toon-head",
  );
  assertEquals(error.exitCode, 2);
});
