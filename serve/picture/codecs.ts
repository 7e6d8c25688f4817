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

/** The encoder of JPEG, MozJPEG; `renew` gives it new memory. */
export const jpegEncoder = once(async () => {
  const { default: encode, init } = await import("@jsquash/jpeg/encode.js");
  const renew = () => init(providedWasm("jpeg") as WebAssembly.Module);
  await renew();
  return { encode, renew };
});

/**
 * The encoder of WebP; `renew` gives it new memory. Where there is SIMD, and the
 * engine runs nowhere else, it takes another module; a test compares the bytes of
 * the two.
 */
export const webpEncoder = once(async () => {
  const { default: encode, init } = await import("@jsquash/webp/encode.js");
  const renew = () => init(providedWasm("webp") as WebAssembly.Module);
  await renew();
  return { encode, renew };
});

/** The filter that makes pictures larger. */
export const resizer = once(async () => {
  const { default: resize, initResize } = await import("@jsquash/resize");
  await initResize(providedWasm("resize"));
  return resize;
});
