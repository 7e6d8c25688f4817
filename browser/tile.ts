import type { PagePicture } from "../serve/page/shared/page_picture.ts";
import { inside } from "./elements.ts";
import { type Pictures, PictureView } from "./picture_view.ts";

/** A picture of the gallery: a link in an item of its list. */
export class Tile {
  /** The item of the list. */
  readonly item: HTMLLIElement;
  readonly #link: HTMLAnchorElement;
  readonly #picture: PictureView;

  /**
   * @param item An item with a link around an image.
   * @param pictures Where its pictures come from.
   */
  constructor(item: HTMLLIElement, pictures: Pictures) {
    this.item = item;
    this.#link = inside(item, "a", HTMLAnchorElement);
    const image = inside(item, "img", HTMLImageElement);
    // The gallery itself decides when a picture is wanted.
    image.loading = "eager";
    this.#picture = new PictureView(image, pictures);
  }

  /** Leads to the page at an address, for a seed. */
  link(seed: number, address: string): void {
    this.#link.href = address;
    this.#link.dataset.seed = `${seed}`;
  }

  /** Shows the picture of its seed. */
  show(picture: PagePicture): void {
    this.#picture.show(picture, `Picture of seed ${picture.seed}`);
  }

  /** Shows for what it was picked; nothing takes the mark away. */
  mark(label: string | undefined): void {
    if (label === undefined) delete this.item.dataset.picked;
    else this.item.dataset.picked = label;
  }

  /** Whether the tab key stops here: it does at one picture of all. */
  set reachable(reachable: boolean) {
    this.#link.tabIndex = reachable ? 0 : -1;
  }

  /** Moves the keyboard's focus here. */
  focus(): void {
    this.#link.focus({ preventScroll: true });
  }

  /** Takes it off the page; a picture still under way is not wanted any more. */
  remove(): void {
    this.#picture.clear();
    this.item.remove();
  }
}
