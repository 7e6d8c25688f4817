/**
 * The style sheet and the script of the page, each in one file: where a round
 * trip takes half a second, every further one delays the pictures.
 *
 * The script is TypeScript, the very modules that `deno check` checks, and some
 * of them are the server's own: the browser has to compute the same latents.
 * There is no build step; they are put together at the start, and lose their
 * types when the script is first asked for, with amaro, which also strips types
 * in Node.js.
 *
 * @module
 */

import type { Files } from "../../core/files.ts";
import { sha256 } from "../../core/sha256.ts";
import { bundle } from "./bundle.ts";

const ROOT = new URL("../../", import.meta.url);

/** The module that starts the page. */
const START = new URL("browser/main.ts", ROOT);

const STYLE_SHEETS = [
  "serve/page/styles/base.css",
  "serve/page/styles/controls.css",
  "serve/page/styles/gallery.css",
  "serve/page/styles/dialog.css",
] as const;

/** A file that a browser may load. */
export interface Asset {
  /** Its media type. */
  type: string;
  /** Its content. */
  body: string;
}

/** The style sheet and the script of the page. */
export interface Assets {
  /** Path of the style sheet, relative to the page. */
  styleSheet: string;
  /** Path of the script, relative to the page. */
  script: string;
  /**
   * The file at a path. The path contains a checksum, so whatever lies there
   * stays the same for ever.
   *
   * @param pathname Path of the request: `/assets/…`.
   * @returns The file, or `undefined` if the page has none there.
   */
  get(pathname: string): Promise<Asset | undefined>;
}

async function stripTypes(source: string): Promise<string> {
  // Not before it is needed: loading it takes a tenth of a second.
  const { transformSync } = await import("amaro");
  const { code } = transformSync(source, { mode: "strip-only" });
  // Types leave blanks where they were.
  return code.replaceAll(/[ \t]+$/gm, "").replaceAll(/\n{2,}/g, "\n");
}

/**
 * Reads the style sheets and the modules of the page from the repository.
 *
 * @param files Reads them.
 * @throws {Error} If a module cannot be put into one script with the others.
 */
export async function loadAssets(files: Files): Promise<Assets> {
  const read = async (url: URL) =>
    new TextDecoder().decode(await files.readFile(url));
  const [source, ...styles] = await Promise.all([
    bundle(START, read),
    ...STYLE_SHEETS.map((file) => read(new URL(file, ROOT))),
  ]);
  const style = styles.join("");
  const bytes = new TextEncoder().encode(`${style}\0${source}`);
  const base = `assets/${(await sha256(bytes)).slice(0, 16)}`;
  const styleSheet = `${base}/page.css`;
  const script = `${base}/page.js`;
  let stripped: Promise<string> | undefined;
  return {
    styleSheet,
    script,
    get: async (pathname) => {
      if (pathname === `/${styleSheet}`) {
        return { type: "text/css; charset=utf-8", body: style };
      }
      if (pathname !== `/${script}`) return undefined;
      const body = await (stripped ??= stripTypes(source));
      return { type: "text/javascript; charset=utf-8", body };
    },
  };
}
