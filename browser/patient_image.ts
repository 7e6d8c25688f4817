import { connection } from "./connection.ts";

/** Tries before giving up on a picture. */
const TRIES = 5;

/**
 * An `<img>` that asks again when its picture did not come: because the service
 * was busy, or could not be reached and is back. It says what it is doing in its
 * `data-loading` attribute: "yes", "no", "again" or "failed".
 */
export class PatientImage {
  readonly #image: HTMLImageElement;
  readonly #again = () => this.#retry();
  #address: string | null;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param image Where the pictures are to be shown. */
  constructor(image: HTMLImageElement) {
    this.#image = image;
    this.#address = image.getAttribute("src");
    image.addEventListener("load", () => this.#loaded());
    image.addEventListener("error", () => this.#failed());
    if (this.#address === null) return;
    if (!image.complete) this.#mark("yes");
    // It may have failed before anybody listened.
    else if (image.naturalWidth === 0) this.#failed();
  }

  /** Address of the picture that it shows or waits for, if any. */
  get address(): string | null {
    return this.#address;
  }

  /** Shows the picture at an address; the one before stays until it is there. */
  show(address: string): void {
    if (address === this.#address) return;
    this.#start(address);
  }

  /** Shows nothing, and wants nothing any more from the service. */
  clear(): void {
    clearTimeout(this.#timer);
    connection.forget(this.#again);
    this.#address = null;
    this.#image.removeAttribute("src");
  }

  #start(address: string): void {
    this.#address = address;
    this.#failures = 0;
    clearTimeout(this.#timer);
    connection.forget(this.#again);
    if (this.#image.naturalWidth === 0) this.#mark("yes");
    this.#image.src = address;
  }

  #mark(loading: "yes" | "no" | "again" | "failed"): void {
    this.#image.dataset.loading = loading;
  }

  #loaded(): void {
    this.#mark("no");
    connection.forget(this.#again);
  }

  #retry(): void {
    if (this.#address !== null) this.#start(this.#address);
  }

  #failed(): void {
    const address = this.#address;
    if (address === null) return;
    connection.listen(this.#again);
    connection.doubt();
    if (++this.#failures >= TRIES) return this.#mark("failed");
    this.#mark("again");
    // A little at random, so that many pictures do not ask at once.
    const wait = 400 * 2 ** this.#failures * (0.75 + Math.random() / 2);
    this.#timer = setTimeout(() => this.#image.src = address, wait);
  }
}
