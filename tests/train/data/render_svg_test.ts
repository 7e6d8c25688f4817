import { assertEquals } from "@std/assert";
import { renderSvg, renderSvgPng } from "../../../train/data/render_svg.ts";

const SVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1">
  <rect width="2" height="1" fill="red" />
</svg>`;

Deno.test("renderSvg() draws to a width and keeps the proportions", async () => {
  const { width, height, rgba } = await renderSvg(SVG, 4);
  assertEquals([width, height, rgba.length], [4, 2, 4 * 4 * 2]);
  assertEquals([...rgba.slice(0, 4)], [255, 0, 0, 255]);
});

Deno.test("renderSvgPng() gives a PNG of the width", async () => {
  const png = await renderSvgPng(SVG, 4, []);
  assertEquals(new TextDecoder().decode(png.slice(1, 4)), "PNG");
  const { buffer, byteOffset } = png;
  const header = new DataView(buffer, byteOffset);
  assertEquals([header.getUint32(16), header.getUint32(20)], [4, 2]);
});
