/**
 * The style sheets and scripts of the page.
 *
 * The scripts are TypeScript, the very files that `deno check` checks, and some
 * of them are the server's own: the browser has to compute the same latents.
 * There is no build step; a script loses its types when it is first asked for.
 * amaro, which also strips types in Node.js, blanks them out in place, so every
 * line and column stays where it is in the file.
 *
 * @module
 */

import { sha256 } from "../../core/sha256.ts";

const ROOT = new URL("../../", import.meta.url);

const STYLE_SHEETS = [
  "serve/page/styles/base.css",
  "serve/page/styles/controls.css",
  "serve/page/styles/gallery.css",
  "serve/page/styles/dialog.css",
] as const;

/** The first of them starts the others. */
const SCRIPTS = [
  "browser/main.ts",
  "browser/announce.ts",
  "browser/board.ts",
  "browser/copying.ts",
  "browser/debounce.ts",
  "browser/elements.ts",
  "browser/film_strip.ts",
  "browser/gallery.ts",
  "browser/generator.ts",
  "browser/grid_view.ts",
  "browser/latent_pictures.ts",
  "browser/modal.ts",
  "browser/mutator.ts",
  "browser/patient_fetch.ts",
  "browser/patient_image.ts",
  "browser/picker.ts",
  "browser/player.ts",
  "browser/random_seed.ts",
  "browser/range.ts",
  "browser/router.ts",
  "browser/tile.ts",
  "browser/viewer.ts",
  "browser/walk.ts",
  "serve/page/shared/addresses.ts",
  "serve/page/shared/grid_step.ts",
  "serve/page/shared/mutation.ts",
  "serve/page/shared/named_seed.ts",
  "serve/page/shared/page_state.ts",
  "serve/page/shared/picture_size.ts",
  "serve/page/shared/row_window.ts",
  "core/noise/seed.ts",
  "core/noise/latent.ts",
  "core/noise/random.ts",
  "core/noise/normal.ts",
  "core/noise/philox.ts",
] as const;

/** A file that a browser may load. */
export interface Asset {
  /** Its media type. */
  type: string;
  /** Its content. */
  body: string;
}

/** The style sheets and scripts of the page. */
export interface Assets {
  /**
   * Path in front of all of them. It contains their checksum, so whatever lies
   * under it stays the same for ever.
   */
  base: string;
  /** Paths of the style sheets. */
  styleSheets: readonly string[];
  /** Paths of the scripts; the first starts the others. */
  scripts: readonly string[];
  /**
   * The file at a path.
   *
   * @param pathname Path of the request.
   * @returns The file, or `undefined` if the page has none there.
   */
  get(pathname: string): Promise<Asset | undefined>;
}

async function checksum(texts: readonly string[]): Promise<string> {
  const bytes = new TextEncoder().encode(texts.join("\0"));
  return (await sha256(bytes)).slice(0, 16);
}

async function stripTypes(source: string): Promise<string> {
  // Not before it is needed: loading it takes a tenth of a second.
  const { transformSync } = await import("amaro");
  return transformSync(source, { mode: "strip-only" }).code;
}

function toAsset(file: string, source: string): () => Promise<Asset> {
  if (file.endsWith(".css")) {
    const asset = { type: "text/css; charset=utf-8", body: source };
    return () => Promise.resolve(asset);
  }
  let script: Promise<Asset> | undefined;
  return () =>
    script ??= stripTypes(source).then((body) => ({
      type: "text/javascript; charset=utf-8",
      body,
    }));
}

/**
 * Reads the style sheets and scripts of the page from the repository.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { loadAssets } from "edge-dcgan/serve/page/assets.ts";
 *
 * const assets = await loadAssets();
 * const script = await assets.get(`${assets.base}core/noise/philox.ts`);
 * assertStringIncludes(`${script?.body}`, "function multiplyHigh(a        , b");
 * ```
 */
export async function loadAssets(): Promise<Assets> {
  const files = [...STYLE_SHEETS, ...SCRIPTS];
  const sources = await Promise.all(
    files.map((file) => Deno.readTextFile(new URL(file, ROOT))),
  );
  const base = `/assets/${await checksum(sources)}/`;
  const assets = new Map(
    files.map((file, index) => [
      base + file,
      toAsset(file, sources[index] as string),
    ]),
  );
  return {
    base,
    styleSheets: STYLE_SHEETS.map((file) => base + file),
    scripts: SCRIPTS.map((file) => base + file),
    get: async (pathname) => await assets.get(pathname)?.(),
  };
}
