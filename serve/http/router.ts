import type { Route } from "./route.ts";

/** What a parameter of a path may be, unless it is anything without a slash. */
const PATTERNS: Readonly<Record<string, string>> = {
  digest: "[0-9a-f]{16}",
  extension: "[^/.]*",
  // A hyphen ends it; one inside a seed is written %2D.
  from: "[^/-]*",
  file: ".+",
};

/** A route that matches a path. */
export interface RouteMatch {
  /** The route. */
  readonly route: Route;
  /** The parameters of its path, percent-encoded as in the address. */
  readonly parameters: Readonly<Record<string, string>>;
}

function compile(template: string): RegExp {
  const source = template.split(/(\{\w+\})/).map((part) => {
    const [, name] = /^\{(\w+)\}$/.exec(part) ?? [];
    return name === undefined
      ? part.replaceAll(/[.+*?^$()[\]|\\]/g, "\\$&")
      : `(?<${name}>${PATTERNS[name] ?? "[^/]*"})`;
  });
  return new RegExp(`^${source.join("")}$`);
}

/**
 * Finds the route of a path.
 *
 * @param routes The routes; of those that match, the first counts.
 * @returns A function from a path to its route.
 */
export function createRouter(
  routes: readonly Route[],
): (pathname: string) => RouteMatch | undefined {
  const compiled = routes.map((route) => ({
    route,
    pattern: compile(route.path),
  }));
  return (pathname) => {
    for (const { route, pattern } of compiled) {
      const match = pattern.exec(pathname);
      if (match !== null) return { route, parameters: { ...match.groups } };
    }
    return undefined;
  };
}
