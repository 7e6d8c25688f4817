import type {
  PagePicture,
  WalkPlace,
} from "../serve/page/shared/page_picture.ts";
import type { Painter } from "./painter.ts";
import type { Way } from "./way.ts";

/** The way from one picture to another, each place painted when it is drawn. */
export class PaintedWay implements Way {
  readonly #painter: Painter;
  readonly #start: PagePicture;
  readonly #end: Omit<WalkPlace, "place">;
  readonly #lost: () => void;
  readonly #picture = document.createElement("canvas");
  #closed = false;

  /**
   * @param painter Paints.
   * @param start Where it starts; all pictures look like it.
   * @param end Where it ends.
   * @param lost Called if painting has become impossible.
   */
  constructor(
    painter: Painter,
    start: PagePicture,
    end: Omit<WalkPlace, "place">,
    lost: () => void,
  ) {
    this.#painter = painter;
    this.#start = start;
    this.#end = end;
    this.#lost = lost;
  }

  async draw(
    context: CanvasRenderingContext2D,
    place: number,
  ): Promise<void> {
    const walk = { ...this.#end, place };
    let image: ImageData | undefined;
    try {
      image = await this.#painter.paint(
        context.canvas,
        { ...this.#start, walk },
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
