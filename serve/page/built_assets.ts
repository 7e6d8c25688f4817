import type { Assets } from "./assets.ts";

/** Where the page's files lie, relative to the page. */
export type PagePaths = Pick<Assets, "styleSheet" | "script" | "painter">;

/**
 * The style sheet and the script of the page as a build has written them.
 *
 * @param paths Where they lie.
 * @param read Reads the file at such a path.
 */
export function builtAssets(
  paths: PagePaths,
  read: (path: string) => Promise<string>,
): Assets {
  const types = new Map([
    [`/${paths.styleSheet}`, "text/css; charset=utf-8"],
    [`/${paths.script}`, "text/javascript; charset=utf-8"],
    [`/${paths.painter}`, "text/javascript; charset=utf-8"],
  ]);
  return {
    ...paths,
    get: async (pathname) => {
      const type = types.get(pathname);
      if (type === undefined) return undefined;
      return { type, body: await read(pathname.slice(1)) };
    },
  };
}
