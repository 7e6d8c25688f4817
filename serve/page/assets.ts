/**
 * The style sheet and the scripts of the page, each in one file: where a round
 * trip takes half a second, every further one delays the pictures. One script
 * is the page's, the other that of the worker in which it paints.
 *
 * The scripts are TypeScript, the very modules that `deno check` checks, and some
 * of them are the server's own: the browser has to compute the same latents.
 * There is no build step; they are put together at the start, and lose their
 * types when a script is first asked for, with amaro, which also strips types
 * in Node.js.
 *
 * @module
 */

import type { Files } from "../../core/files.ts";
import { sha256 } from "../../core/sha256.ts";
import { bundle } from "./bundle.ts";

const ROOT = new URL("../../", import.meta.url);

/** The modules that the scripts start with, by the names of the scripts. */
const SCRIPTS = {
  "page.js": new URL("browser/main.ts", ROOT),
  "painter.js": new URL("browser/painter_worker.ts", ROOT),
} as const;

const STYLE_SHEETS = [
  "serve/page/styles/base.css",
  "serve/page/styles/masthead.css",
  "serve/page/styles/controls.css",
  "serve/page/styles/gallery.css",
  "serve/page/styles/dialog.css",
  "serve/page/styles/panel.css",
] as const;

/** A file that a browser may load. */
export interface Asset {
  /** Its media type. */
  type: string;
  /** Its content. */
  body: string;
}

/** The style sheet and the scripts of the page. */
export interface Assets {
  /** Path of the style sheet, relative to the page. */
  styleSheet: string;
  /** Path of the script, relative to the page. */
  script: string;
  /** Path of the script of the worker that paints, relative to the page. */
  painter: string;
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
 * @param from Reads them.
 * @throws {Error} If a module cannot be put into one script with the others.
 */
export async function loadAssets(from: Files): Promise<Assets> {
  const read = async (url: URL) =>
    new TextDecoder().decode(await from.readFile(url));
  const [sources, styles] = await Promise.all([
    Promise.all(Object.values(SCRIPTS).map((start) => bundle(start, read))),
    Promise.all(STYLE_SHEETS.map((file) => read(new URL(file, ROOT)))),
  ]);
  const style = styles.join("");
  const all = new TextEncoder().encode([style, ...sources].join("\0"));
  const base = `assets/${(await sha256(all)).slice(0, 16)}`;
  const files = new Map<string, () => Promise<Asset>>([
    [
      `/${base}/page.css`,
      () => Promise.resolve({ type: "text/css; charset=utf-8", body: style }),
    ],
  ]);
  Object.keys(SCRIPTS).forEach((name, index) => {
    let stripped: Promise<string> | undefined;
    files.set(`/${base}/${name}`, async () => ({
      type: "text/javascript; charset=utf-8",
      body: await (stripped ??= stripTypes(sources[index] ?? "")),
    }));
  });
  return {
    styleSheet: `${base}/page.css`,
    script: `${base}/page.js`,
    painter: `${base}/painter.js`,
    get: async (pathname) => await files.get(pathname)?.(),
  };
}
