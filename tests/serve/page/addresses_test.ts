import { assertEquals } from "@std/assert";
import {
  imageAddress,
  latentAddress,
  walkAddress,
} from "../../../serve/page/shared/addresses.ts";

Deno.test("imageAddress() names the options of a picture", () => {
  assertEquals(
    imageAddress("1547224e1f8f91cb", 7, { truncation: 0.7 }),
    "1547224e1f8f91cb/image/7.png?truncation=0.7",
  );
  const edit = [
    { direction: 3, strength: 1.5 },
    { direction: 5, strength: -2 },
  ];
  assertEquals(
    imageAddress("1547224e1f8f91cb", 7, { scale: 8, edit }),
    "1547224e1f8f91cb/image/7.png?scale=8&resize=smooth&edit=3:1.5,5:-2",
  );
});

Deno.test("walkAddress() names the ends of a walk", () => {
  assertEquals(
    walkAddress("1547224e", 7, 9, { format: "png", frames: 32 }),
    "1547224e/walk/7-9.png?frames=32",
  );
});

Deno.test("latentAddress() is where latents are sent", () => {
  assertEquals(latentAddress("1547224e"), "1547224e/image");
});

Deno.test("imageAddress() and walkAddress() name the class as the service does", () => {
  const label = "barn cat & co";
  const written = "label=barn%20cat%20%26%20co";
  assertEquals(
    imageAddress("1547224e1f8f91cb", 7, { label, truncation: 0.7 }),
    `1547224e1f8f91cb/image/7.png?truncation=0.7&${written}`,
  );
  const options = { format: "gif", frames: 32, label } as const;
  assertEquals(
    walkAddress("1547224e1f8f91cb", 7, 9, options),
    `1547224e1f8f91cb/walk/7-9.gif?frames=32&${written}`,
  );
  assertEquals(
    walkAddress("1547224e1f8f91cb", 7, 9, { ...options, endlabel: "owl" }),
    `1547224e1f8f91cb/walk/7-9.gif?frames=32&endlabel=owl&${written}`,
  );
});
