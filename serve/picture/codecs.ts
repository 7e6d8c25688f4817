/**
 * Codecs in WebAssembly, each loaded when it is first needed: a cold start should
 * not have to wait for them. Where no modules were provided, the packages fetch
 * their own files.
 *
 * @module
 */

import { providedWasm } from "../../core/webassembly.ts";

function once<Codec>(load: () => Promise<Codec>): () => Promise<Codec> {
  let codec: Promise<Codec> | undefined;
  return () => codec ??= load();
}

/** The encoder of JPEG, MozJPEG. */
export const jpegEncoder = once(async () => {
  const { default: encode, init } = await import("@jsquash/jpeg/encode.js");
  const module = providedWasm("jpeg");
  if (module !== undefined) await init(module);
  return encode;
});

/**
 * The encoder of WebP. Where there is SIMD, and the engine runs nowhere else, it
 * takes another module; a test compares the bytes of the two.
 */
export const webpEncoder = once(async () => {
  const { default: encode, init } = await import("@jsquash/webp/encode.js");
  const module = providedWasm("webp");
  if (module !== undefined) await init(module);
  return encode;
});

/** The filter that makes pictures larger. */
export const resizer = once(async () => {
  const { default: resize, initResize } = await import("@jsquash/resize");
  const module = providedWasm("resize");
  if (module !== undefined) await initResize(module);
  return resize;
});
