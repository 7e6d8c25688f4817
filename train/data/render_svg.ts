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
 * @param svg The document, which paints all of its area: what shines through
 * would come out darker, since resvg multiplies colours by their alpha.
 * @param width Columns of the picture; the rows follow from the proportions.
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
 */
export function renderSvgPng(
  svg: string,
  width: number,
  fonts: readonly Uint8Array[],
): Promise<Uint8Array> {
  return render(svg, width, fonts, (image) => image.asPng());
}
