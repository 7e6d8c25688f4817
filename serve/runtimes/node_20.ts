/**
 * What Node.js 20 has not yet of the language and the web, as far as the service
 * uses it; newer versions, and Bun, have all of it.
 *
 * @module
 */

Promise.withResolvers ??= function <Value>(): PromiseWithResolvers<Value> {
  let resolve: PromiseWithResolvers<Value>["resolve"] = () => {};
  let reject: PromiseWithResolvers<Value>["reject"] = () => {};
  const promise = new Promise<Value>((resolves, rejects) => {
    resolve = resolves;
    reject = rejects;
  });
  return { promise, resolve, reject };
};

URL.parse ??= (url, base) =>
  URL.canParse(url, base) ? new URL(url, base) : null;

Uint8Array.prototype.toHex ??= function (): string {
  return Array.from(this, (byte) => byte.toString(16).padStart(2, "0"))
    .join("");
};

for (const { prototype } of [Request, Response]) {
  prototype.bytes ??= async function () {
    return new Uint8Array(await this.arrayBuffer());
  };
}
