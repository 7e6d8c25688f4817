import { patientFetch } from "./patient_fetch.ts";
import type { Way } from "./way.ts";

/** Size of a frame, pixels. */
export interface FrameSize {
  width: number;
  height: number;
}

/**
 * All frames of a walk in one picture, so that showing any of them needs
 * nothing from the service.
 */
export class FilmStrip implements Way {
  readonly #strip: ImageBitmap;
  readonly #size: FrameSize;
  #closed = false;
  /** How many frames there are. */
  readonly frames: number;

  private constructor(strip: ImageBitmap, size: FrameSize) {
    this.#strip = strip;
    this.#size = size;
    this.frames = Math.floor(strip.width / size.width);
  }

  /**
   * Fetches a film strip.
   *
   * @param address Where it is.
   * @param size Size of a frame.
   * @param signal Ends the waiting.
   * @throws {Error} If the service could not paint it.
   */
  static async load(
    address: string,
    size: FrameSize,
    signal: AbortSignal,
  ): Promise<FilmStrip> {
    const blob = await patientFetch(address, { signal });
    return new FilmStrip(await createImageBitmap(blob), size);
  }

  /**
   * Draws what is at a place on the way; between two frames it is both of them,
   * one through the other.
   */
  draw(context: CanvasRenderingContext2D, place: number): Promise<void> {
    if (this.#closed) return Promise.resolve();
    const at = place * (this.frames - 1);
    const frame = Math.floor(at);
    this.#drawFrame(context, frame, 1);
    if (at > frame) this.#drawFrame(context, frame + 1, at - frame);
    return Promise.resolve();
  }

  close(): void {
    this.#closed = true;
    this.#strip.close();
  }

  #drawFrame(
    context: CanvasRenderingContext2D,
    frame: number,
    alpha: number,
  ): void {
    const { width, height } = this.#size;
    context.globalAlpha = alpha;
    context.drawImage(
      this.#strip,
      frame * width,
      0,
      width,
      height,
      0,
      0,
      width,
      height,
    );
  }
}
