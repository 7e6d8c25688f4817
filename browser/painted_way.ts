import { pagePicture } from "../serve/page/shared/page_picture.ts";
import type { Look } from "../serve/picture/look.ts";
import type { Painter } from "./painter.ts";
import type { Way } from "./way.ts";

/** The way from one picture to another, each place painted when it is drawn. */
export class PaintedWay implements Way {
  readonly #painter: Painter;
  readonly #ends: { readonly from: number; readonly to: number };
  readonly #look: Readonly<Look>;
  readonly #lost: () => void;
  readonly #picture = document.createElement("canvas");
  #closed = false;

  /**
   * @param painter Paints.
   * @param ends Seeds at which it starts and ends.
   * @param look How all pictures look.
   * @param lost Called if painting has become impossible.
   */
  constructor(
    painter: Painter,
    ends: { readonly from: number; readonly to: number },
    look: Readonly<Look>,
    lost: () => void,
  ) {
    this.#painter = painter;
    this.#ends = ends;
    this.#look = look;
    this.#lost = lost;
  }

  async draw(
    context: CanvasRenderingContext2D,
    place: number,
  ): Promise<void> {
    const { from, to } = this.#ends;
    const start = { seed: from, mutations: [] };
    let image: ImageData | undefined;
    try {
      image = await this.#painter.paint(
        context.canvas,
        pagePicture(start, this.#look, { to, place }),
      );
    } catch {
      if (!this.#closed) this.#lost();
      return;
    }
    if (image === undefined || this.#closed) return;
    const { width, height } = image;
    // Not straight to the canvas, which may be scaled.
    [this.#picture.width, this.#picture.height] = [width, height];
    this.#picture.getContext("2d")?.putImageData(image, 0, 0);
    context.globalAlpha = 1;
    context.drawImage(this.#picture, 0, 0);
  }

  close(): void {
    this.#closed = true;
  }
}
