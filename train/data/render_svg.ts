/**
 * Renders SVGs with resvg, which draws the same pixels on every machine.
 *
 * @module
 */

import { initWasm, Resvg } from "@resvg/resvg-wasm";
import type { Picture } from "./picture.ts";

type RenderedImage = ReturnType<InstanceType<typeof Resvg>["render"]>;

let resvgReady: Promise<void> | undefined;

/** The renderer may be initialised once only. */
function openRenderer(): Promise<void> {
  const url = import.meta.resolve("@resvg/resvg-wasm/index_bg.wasm");
  resvgReady ??= initWasm(Deno.readFile(new URL(url)));
  return resvgReady;
}

/** Renders an SVG and takes from the rendering what is asked for. */
async function render<Result>(
  svg: string,
  width: number,
  fonts: readonly Uint8Array[],
  take: (image: RenderedImage) => Result,
): Promise<Result> {
  await openRenderer();
  const renderer = new Resvg(svg, {
    fitTo: { mode: "width", value: width },
    font: fonts.length === 0
      ? { loadSystemFonts: false }
      : { fontBuffers: [...fonts] },
  });
  try {
    const image = renderer.render();
    const result = take(image);
    image.free();
    return result;
  } finally {
    renderer.free();
  }
}

/**
 * Renders an SVG without texts.
 *
 * @param svg The document.
 * @param width Columns of the picture; the rows follow from the proportions.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { renderSvg } from "edge-dcgan/train/data/render_svg.ts";
 *
 * const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1">
 *   <rect width="2" height="1" fill="red" />
 * </svg>`;
 * const { width, height, rgba } = await renderSvg(svg, 4);
 * assertEquals([width, height], [4, 2]);
 * assertEquals([...rgba.slice(0, 4)], [255, 0, 0, 255]);
 * ```
 */
export function renderSvg(svg: string, width: number): Promise<Picture> {
  return render(svg, width, [], (image) => ({
    height: image.height,
    width: image.width,
    rgba: new Uint8ClampedArray(image.pixels),
  }));
}

/**
 * Renders an SVG to a PNG.
 *
 * @param svg The document; texts are drawn in the given fonts only.
 * @param width Columns of the picture; the rows follow from the proportions.
 * @param fonts TrueType or OpenType files.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { renderSvgPng } from "edge-dcgan/train/data/render_svg.ts";
 *
 * const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1" />';
 * const png = await renderSvgPng(svg, 4, []);
 * assertEquals([...png.slice(1, 4)], [..."PNG"].map((c) => c.charCodeAt(0)));
 * ```
 */
export function renderSvgPng(
  svg: string,
  width: number,
  fonts: readonly Uint8Array[],
): Promise<Uint8Array> {
  return render(svg, width, fonts, (image) => image.asPng());
}
