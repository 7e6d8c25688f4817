import type { PagePicture } from "../serve/page/shared/page_picture.ts";
import { debounce } from "./debounce.ts";
import type { Painter } from "./painter.ts";
import { PatientImage } from "./patient_image.ts";
import type { ServicePictures } from "./service_pictures.ts";

/** Where pictures come from. */
export interface Pictures {
  /** The tab itself, if it can. */
  readonly painter: Painter;
  /** The service. */
  readonly service: ServicePictures;
}

/** How a picture is shown. */
export interface PictureViewOptions {
  /**
   * Kind of file that the service is asked for.
   *
   * @default {"webp"}
   */
  format?: "png" | "webp";
  /** Is told why the service could not paint: a sentence for the user. */
  failed?: (message: string) => void;
}

/** Milliseconds without another picture after which one is there to stay. */
const SETTLED = 300;

/**
 * Shows pictures in an `<img>`, painted in the tab where that is possible.
 *
 * What the tab painted is drawn on a canvas over the image, as that is fast.
 * Once it stays, the image has it as its content, so that it can be saved and
 * dragged like any other.
 */
export class PictureView {
  readonly #image: HTMLImageElement;
  readonly #content: PatientImage;
  readonly #pictures: Pictures;
  readonly #options: PictureViewOptions;
  readonly #settle = debounce(SETTLED, () => this.#keep());
  /** The picture that is to be seen. */
  #wanted = "";
  #loading = new AbortController();
  /** Whether the tab paints it. */
  #here = false;
  #canvas: HTMLCanvasElement | undefined;
  /** Pictures that were drawn. */
  #drawn = 0;
  /** Address of the content that was painted here. */
  #kept: string | undefined;

  /**
   * @param image Where the pictures are to be shown.
   * @param pictures Where they come from.
   * @param options How they are shown.
   */
  constructor(
    image: HTMLImageElement,
    pictures: Pictures,
    options: PictureViewOptions = {},
  ) {
    this.#image = image;
    this.#content = new PatientImage(image);
    this.#pictures = pictures;
    this.#options = options;
  }

  /** Shows a picture; the one before stays until it is there. */
  show(picture: PagePicture, alt: string): void {
    this.#image.alt = alt;
    const wanted = JSON.stringify(picture);
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.#loading.abort();
    const { painter, service } = this.#pictures;
    const { format = "webp" } = this.#options;
    // What the service has sent already needs no painting.
    const isThere = service.ofSeed(picture, format) === this.#content.address;
    this.#here = painter.ready && !isThere;
    if (this.#here) this.#paint(picture);
    else this.#fetch(picture);
  }

  /** Shows nothing, and wants nothing any more. */
  clear(): void {
    this.#wanted = "";
    this.#here = false;
    this.#loading.abort();
    this.#pictures.painter.forget(this);
    this.#uncover();
    this.#content.clear();
    this.#keepAddress(undefined);
  }

  async #paint(picture: PagePicture): Promise<void> {
    try {
      const image = await this.#pictures.painter.paint(this, picture);
      if (image !== undefined && this.#here) this.#draw(image);
    } catch {
      if (JSON.stringify(picture) === this.#wanted) this.#fetch(picture);
    }
  }

  async #fetch(picture: PagePicture): Promise<void> {
    this.#pictures.painter.forget(this);
    const { format = "webp", failed } = this.#options;
    const { signal } = this.#loading = new AbortController();
    try {
      const address = await this.#pictures.service.address(
        picture,
        format,
        signal,
      );
      if (signal.aborted) return;
      this.#uncover();
      this.#content.show(address);
    } catch (error) {
      if (signal.aborted) return;
      this.#image.alt += " (not available)";
      failed?.((error as Error).message);
    }
  }

  #draw(image: ImageData): void {
    this.#drawn++;
    if (this.#canvas === undefined) {
      this.#canvas = document.createElement("canvas");
      this.#canvas.className = "painted";
      this.#canvas.ariaHidden = "true";
      [this.#canvas.width, this.#canvas.height] = [image.width, image.height];
      this.#image.after(this.#canvas);
    }
    this.#canvas.getContext("2d")?.putImageData(image, 0, 0);
    this.#settle();
  }

  #uncover(): void {
    this.#drawn++;
    this.#canvas?.remove();
    this.#canvas = undefined;
  }

  /** Makes what was drawn the content of the image. */
  #keep(): void {
    const drawn = this.#drawn;
    this.#canvas?.toBlob(async (blob) => {
      if (blob === null || drawn !== this.#drawn) return;
      const address = URL.createObjectURL(blob);
      this.#content.show(address);
      await this.#image.decode().catch(() => {});
      if (this.#content.address !== address) {
        return URL.revokeObjectURL(address);
      }
      this.#keepAddress(address);
      if (drawn === this.#drawn) this.#uncover();
    });
  }

  #keepAddress(address: string | undefined): void {
    if (this.#kept !== undefined) URL.revokeObjectURL(this.#kept);
    this.#kept = address;
  }
}
