import { LATENT_SIZE, MAX_LATENT } from "../../../core/noise/latent.ts";

/**
 * A latent as it stands in the page's address.
 *
 * @param latent `[100]`.
 * @returns Its float32 numbers, little-endian, in base64url: 534 characters.
 */
export function writeLatentText(latent: Float32Array<ArrayBuffer>): string {
  const bytes = String.fromCharCode(...new Uint8Array(latent.buffer));
  return btoa(bytes).replaceAll("+", "-").replaceAll("/", "_")
    .replaceAll("=", "");
}

/**
 * Reads a latent from the page's address.
 *
 * @param text As {@linkcode writeLatentText} wrote it.
 * @returns The latent `[100]`.
 * @throws {RangeError} If it is anything else: one line for the client.
 */
export function readLatentText(text: string): Float32Array<ArrayBuffer> {
  let bytes = "";
  try {
    bytes = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    // It is too short, then.
  }
  if (bytes.length === 4 * LATENT_SIZE) {
    const latent = new Float32Array(
      Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)).buffer,
    );
    if (latent.every((x) => Math.abs(x) <= MAX_LATENT)) return latent;
  }
  throw new RangeError(
    `latent must be ${LATENT_SIZE} numbers from -${MAX_LATENT} to ${MAX_LATENT}, as float32 in base64url`,
  );
}
