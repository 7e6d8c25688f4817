/** Is told which pictures are kept from now on. */
export type FavouritesListener = (kept: readonly string[]) => void;

/**
 * The pictures that the visitor keeps, as addresses of the page name them, the
 * oldest first. They lie in the browser; where that is not allowed, they are
 * kept until the page is closed.
 */
export class Favourites {
  readonly #key: string;
  readonly #listeners: FavouritesListener[] = [];
  #kept: readonly string[];

  /** @param digest Names the generator: each has favourites of its own. */
  constructor(digest: string) {
    this.#key = `favourites-${digest}`;
    this.#kept = this.#read();
    // Another tab may have changed them.
    addEventListener("storage", ({ key }) => {
      if (key === this.#key) this.#set(this.#read());
    });
  }

  /** The pictures. */
  get kept(): readonly string[] {
    return this.#kept;
  }

  /** Keeps a picture, or keeps it no more. */
  toggle(picture: string): void {
    const without = this.#kept.filter((kept) => kept !== picture);
    const removed = without.length < this.#kept.length;
    this.keep(removed ? [] : [picture], without);
  }

  /** Keeps pictures besides those that are. */
  keep(pictures: readonly string[], others = this.#kept): void {
    this.#set([...new Set([...others, ...pictures])]);
    try {
      localStorage.setItem(this.#key, JSON.stringify(this.#kept));
    } catch {
      // Not allowed here, or full: they stay until the page is closed.
    }
  }

  /** Calls `listener` now and with every change. */
  listen(listener: FavouritesListener): void {
    this.#listeners.push(listener);
    listener(this.#kept);
  }

  #read(): readonly string[] {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(this.#key) ?? "[]");
      return Array.isArray(kept)
        ? kept.filter((picture) => typeof picture === "string")
        : [];
    } catch {
      return [];
    }
  }

  #set(kept: readonly string[]): void {
    this.#kept = kept;
    for (const listener of this.#listeners) listener(kept);
  }
}
