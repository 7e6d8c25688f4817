/**
 * Hides the address of a worker from onnxruntime-web, which has to be imported
 * after this.
 *
 * onnxruntime-web resolves the address of its .wasm file against the origin of
 * `location`, if there is one. Deno defines `location` in workers, with the
 * origin "null", which is no base for an address.
 *
 * @module
 */

Reflect.deleteProperty(globalThis, "location");
