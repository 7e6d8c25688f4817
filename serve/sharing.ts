/**
 * What others may have of the service, from the variables that say it.
 *
 * @module
 */

import { UserError } from "../core/user_error.ts";

/**
 * Reads the variable `EMBED`: sites that may show the page in a frame.
 *
 * @param text Origins with spaces between them, or "*" for all; empty counts as
 *   not given.
 * @returns What `frame-ancestors` lists.
 * @throws {UserError} With exit code 2 if there is anything else in it.
 */
export function readEmbed(text: string | undefined): string | undefined {
  if (text === undefined || text === "") return undefined;
  const sites = text.trim().split(/\s+/);
  for (const site of sites) {
    if (site === "*" || URL.parse(site)?.origin === site) continue;
    throw new UserError(
      `EMBED names "${site}": it must be sites like https://example.com with spaces between them, or *`,
      2,
    );
  }
  return sites.join(" ");
}

/**
 * Reads the variable `PUBLIC_URL`: where the world finds the service, of which
 * it hears nothing behind a proxy.
 *
 * @param text An address with http or https; empty counts as not given.
 * @returns It, with a slash at its end.
 * @throws {UserError} With exit code 2 if it is anything else.
 */
export function readPublicUrl(text: string | undefined): string | undefined {
  if (text === undefined || text === "") return undefined;
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.search !== "") {
    throw new UserError(
      `PUBLIC_URL is "${text}": it must be an address like https://example.com/faces/`,
      2,
    );
  }
  return url.href.replace(/\/*$/, "/");
}

/**
 * Reads the variable `WEIGHTS`: whether visitors may have the weights.
 *
 * @param text `share` or `keep`; empty counts as not given.
 * @throws {UserError} With exit code 2 if it is anything else.
 */
export function readShareWeights(
  text: string | undefined,
): boolean | undefined {
  if (text === undefined || text === "") return undefined;
  if (text === "share" || text === "keep") return text === "share";
  throw new UserError(`WEIGHTS is "${text}": it must be share or keep`, 2);
}
