/**
 * An address of the service as seen from another one. It stays right behind a
 * proxy that serves it all under a prefix, of which the service knows nothing.
 *
 * @param here Path of the address in which the result stands.
 * @param to Absolute path inside the service, with its query.
 * @returns A relative reference: from `/a/b` to `/c` it is `../c`.
 */
export function relative(here: string, to: string): string {
  const folders = here.split("/").length - 2;
  const path = "../".repeat(folders) + to.replace(/^\/+/, "");
  return path === "" ? "./" : path;
}
