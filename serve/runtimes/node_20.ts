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

ArrayBuffer.prototype.transfer ??= function (
  this: ArrayBuffer,
  length?: number,
): ArrayBuffer {
  const moved = structuredClone(this, { transfer: [this] });
  const resized = new Uint8Array(length ?? moved.byteLength);
  resized.set(new Uint8Array(moved).subarray(0, resized.length));
  return resized.buffer;
};

Set.prototype.difference ??= function <Value>(
  this: Set<Value>,
  other: ReadonlySetLike<unknown>,
): Set<Value> {
  return new Set([...this].filter((value) => !other.has(value)));
};

for (const { prototype } of [Request, Response]) {
  prototype.bytes ??= async function () {
    return new Uint8Array(await this.arrayBuffer());
  };
}
