import {
  CLOSED,
  openPicture,
  pageAddress,
  type PageState,
  readPageState,
} from "../serve/page/shared/page_state.ts";

/** Is told what the page shows from now on. */
export type Listener = (state: Readonly<PageState>) => void;

/** What one entry of the browser's history knows. */
interface Entry {
  /** Whether the entry before it is of this page, too, without this open. */
  opened?: boolean;
}

/**
 * Keeps what the page shows and its address the same: every change goes through
 * here, and whoever shows something listens.
 */
export class Router {
  #state: PageState;
  readonly #listeners: Listener[] = [];

  /** Starts with what the page's address says. */
  constructor() {
    this.#state = this.#read();
    addEventListener("popstate", (event) => {
      // Going back closes what is open; it does not scroll.
      const { from } = this.#state;
      this.#state = this.#read();
      this.#go("replaceState", { from }, event.state);
    });
  }

  /** What the page shows. */
  get state(): Readonly<PageState> {
    return this.#state;
  }

  /** Calls `listener` now and with every change. */
  listen(listener: Listener): void {
    this.#listeners.push(listener);
    listener(this.#state);
  }

  /** Changes what is shown, in place: the back button skips it. */
  change(change: Partial<PageState>): void {
    this.#go("replaceState", change, history.state);
  }

  /** Opens something over the gallery, which the back button closes. */
  open(change: Partial<PageState>): void {
    if (openPicture(this.#state) !== undefined) return this.change(change);
    this.#go("pushState", change, { opened: true });
  }

  /** Closes what is open over the gallery. */
  close(): void {
    const isOpen = openPicture(this.#state) !== undefined ||
      this.#state.favourites !== undefined;
    if (!isOpen) return;
    const entry: Entry | null = history.state;
    // Back to where it was opened, so that closing adds nothing to go back to.
    if (entry?.opened === true) return history.back();
    this.change(CLOSED);
  }

  #read(): PageState {
    return readPageState(new URLSearchParams(location.search));
  }

  #go(
    how: "pushState" | "replaceState",
    change: Partial<PageState>,
    entry: Entry | null,
  ): void {
    this.#state = { ...this.#state, ...change };
    history[how](entry, "", pageAddress(this.#state));
    for (const listener of this.#listeners) listener(this.#state);
  }
}
