import { inside } from "./elements.ts";
import { PatientImage } from "./patient_image.ts";

/** A picture of the gallery: a link in an item of its list. */
export class Tile {
  /** The item of the list. */
  readonly item: HTMLLIElement;
  readonly #link: HTMLAnchorElement;
  readonly #picture: PatientImage;

  /** @param item An item with a link around an image. */
  constructor(item: HTMLLIElement) {
    this.item = item;
    this.#link = inside(item, "a", HTMLAnchorElement);
    const image = inside(item, "img", HTMLImageElement);
    // The gallery itself decides when a picture is wanted.
    image.loading = "eager";
    this.#picture = new PatientImage(image);
  }

  /** Leads to the page at an address, for a seed. */
  link(seed: number, address: string): void {
    this.#link.href = address;
    this.#link.dataset.seed = `${seed}`;
  }

  /** Loads the picture of its seed. */
  show(address: string): void {
    this.#picture.show(address, `Picture of seed ${this.#link.dataset.seed}`);
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
