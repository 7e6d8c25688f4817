/** What a server can listen on. */
export type Address =
  | { readonly hostname: string; readonly port: number }
  | { readonly path: string }
  | { readonly cid: number; readonly port: number };

/** Addresses that stand for all of the machine's. */
const EVERYWHERE = ["0.0.0.0", "::"];

/**
 * Where the service listens, for people.
 *
 * @param address What it listens on.
 * @returns Words that end in its URL if it has one: `at http://[::1]:8000/`.
 */
export function describeAddress(address: Address): string {
  if ("path" in address) return `at unix:${address.path}`;
  if (!("hostname" in address)) {
    return `at vsock:${address.cid}:${address.port}`;
  }
  const { hostname, port } = address;
  if (EVERYWHERE.includes(hostname)) {
    return `on every address of this machine, at http://localhost:${port}/`;
  }
  const host = hostname.includes(":") ? `[${hostname}]` : hostname;
  return `at http://${host}:${port}/`;
}
