import { html } from "../../core/html.ts";
import type { Assets } from "../page/assets.ts";
import { type Problem, titleOf } from "./problem.ts";
import { relative } from "./relative.ts";
import { reply } from "./reply.ts";

/** All that the page loads is a style sheet. */
const POLICY =
  "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Where a page about a problem stands. */
export interface ProblemPlace {
  /** Names the request in the logs. */
  readonly requestId: string;
  /** Path of the request. */
  readonly path: string;
  /** Digest of the generator that it was about, if it was about one. */
  readonly model?: string;
  /** Style sheet of the page. */
  readonly assets: Pick<Assets, "styleSheet">;
}

/**
 * The answer that tells a problem to people: a small page with a way home. No
 * cache keeps it.
 *
 * @param problem What went wrong.
 * @param place Where.
 */
export function problemPage(
  problem: Problem,
  { requestId, path, model, assets }: ProblemPlace,
): Response {
  const { status, detail, more } = problem;
  const title = titleOf(status);
  const home = model === undefined ? "/" : `/?model=${model}`;
  const page = html`
    <!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>${title}</title>
        <link rel="stylesheet" href="${relative(path, assets.styleSheet)}">
      </head>
      <body>
        <main class="masthead">
          <div>
            <h1>${title}</h1>
            <p class="lead">${detail}</p>
            <p class="lead"><a href="${relative(
              path,
              home,
            )}">To the pictures</a></p>
          </div>
          <p class="hint">${status} · request ${requestId}</p>
        </main>
      </body>
    </html>
  `;
  return reply(page.source.trimStart(), {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Vary": "Accept",
    "Content-Security-Policy": POLICY,
    ...more.headers,
  }, status);
}
