import type { StatedPicture } from "./decode.ts";
import type { PictureFormat } from "./picture_header.ts";

/**
 * How much memory the decoders of a thread hold, counted in pixels: the largest
 * picture of every format, since WebAssembly memory never shrinks, and every
 * picture that failed, since decoders do not free those. All of it is freed
 * when the thread ends.
 */
export class DecoderMemory {
  readonly #largest = new Map<PictureFormat, number>();
  #failed = 0;

  /** Whether nothing was decoded yet. */
  get isEmpty(): boolean {
    return this.#largest.size === 0;
  }

  /** Pixels held while a picture is decoded, all others included. */
  with({ format, height, width }: StatedPicture): number {
    const largest = new Map(this.#largest);
    largest.set(format, Math.max(largest.get(format) ?? 0, height * width));
    return largest.values().reduce((sum, pixels) => sum + pixels, this.#failed);
  }

  /** Counts a picture that is decoded. */
  add({ format, height, width }: StatedPicture): void {
    const before = this.#largest.get(format) ?? 0;
    this.#largest.set(format, Math.max(before, height * width));
  }

  /** Counts a picture that a decoder gave up. */
  addFailed({ height, width }: StatedPicture): void {
    this.#failed += height * width;
  }
}
