import type { Route } from "../http/route.ts";

/**
 * The routes that name no generator: the current one answers.
 *
 * @param routes Routes whose paths begin with `/{digest}`.
 */
export function currentRoutes(routes: readonly Route[]): Route[] {
  return routes.map(({ path, operations, ...rest }) => ({
    ...rest,
    path: path.replace("/{digest}", ""),
    operations: Object.fromEntries(
      Object.entries(operations).map(([method, operation]) => [method, {
        ...operation,
        id: `${operation.id}OfCurrent`,
        summary: `${operation.summary}, by the current generator`,
        // There is a current generator; what follows the dot of a seed may be
        // no extension.
        statuses: operation.statuses.filter((status) =>
          status !== 404 || /\{(seed|to)\}$/.test(path)
        ),
      }]),
    ),
  }));
}
