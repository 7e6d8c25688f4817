import { assertEquals } from "@std/assert";
import { fromImageData, toImageData } from "../../../core/picture/rgba.ts";

Deno.test("fromImageData() gives back what toImageData() was given", () => {
  const picture = {
    width: 2,
    height: 1,
    rgb: Uint8Array.of(255, 0, 0, 1, 2, 3),
  };
  const image = toImageData(picture);
  assertEquals([...image.data], [255, 0, 0, 255, 1, 2, 3, 255]);
  assertEquals(fromImageData(image), picture);
});
