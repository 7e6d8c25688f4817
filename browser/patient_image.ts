/** Tries before giving up on a picture. */
const TRIES = 5;

/**
 * An `<img>` that asks again when its picture did not come, for instance
 * because the service was busy, and that says what it is doing in its
 * `data-loading` attribute: "yes", "no" or "failed".
 *
 * @example
 * ```ts ignore
 * const image = new PatientImage(element("picture", HTMLImageElement));
 * image.show("/1547224e/image/7.png", "Picture of seed 7");
 * ```
 */
export class PatientImage {
  readonly #image: HTMLImageElement;
  #address: string | null;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param image Where the pictures are to be shown. */
  constructor(image: HTMLImageElement) {
    this.#image = image;
    this.#address = image.getAttribute("src");
    image.addEventListener("load", () => this.#mark("no"));
    image.addEventListener("error", () => this.#failed());
    if (this.#address === null) return;
    if (!image.complete) this.#mark("yes");
    // It may have failed before anybody listened.
    else if (image.naturalWidth === 0) this.#failed();
  }

  /** Shows the picture at an address; the one before stays until it is there. */
  show(address: string, alt: string): void {
    this.#image.alt = alt;
    if (address === this.#address) return;
    this.#address = address;
    this.#failures = 0;
    clearTimeout(this.#timer);
    if (this.#image.naturalWidth === 0) this.#mark("yes");
    this.#image.src = address;
  }

  /** Shows nothing, and wants nothing any more from the service. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#address = null;
    this.#image.removeAttribute("src");
  }

  #mark(loading: "yes" | "no" | "failed"): void {
    this.#image.dataset.loading = loading;
  }

  #failed(): void {
    const address = this.#address;
    if (address === null) return;
    if (++this.#failures >= TRIES) return this.#mark("failed");
    // A little at random, so that many pictures do not ask at once.
    const wait = 400 * 2 ** this.#failures * (0.75 + Math.random() / 2);
    this.#timer = setTimeout(() => this.#image.src = address, wait);
  }
}
