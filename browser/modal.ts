import { isPlainClick } from "./elements.ts";

/**
 * A dialog over the page. Escape, its link to close and a click beside it ask
 * to close it; whether it is open follows what the page shows.
 */
export class Modal {
  readonly #dialog: HTMLDialogElement;
  readonly #close: () => void;
  #open = false;

  /**
   * @param dialog The dialog; if the server opened it, it is in the page.
   * @param link Its link to close.
   * @param close Called when the user wants to close it.
   */
  constructor(
    dialog: HTMLDialogElement,
    link: HTMLAnchorElement,
    close: () => void,
  ) {
    this.#dialog = dialog;
    this.#close = close;
    dialog.addEventListener("close", () => this.#closed());
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) close();
    });
    link.addEventListener("click", (event) => {
      if (!isPlainClick(event)) return;
      event.preventDefault();
      close();
    });
  }

  /** Whether it is open. */
  get open(): boolean {
    return this.#open;
  }

  set open(open: boolean) {
    if (open === this.#open) return;
    this.#open = open;
    if (open) {
      // As the server opened it, it is not over the page but in it.
      this.#dialog.removeAttribute("open");
      this.#dialog.showModal();
    } else this.#dialog.close();
  }

  /** The browser closed it, upon Escape or because it was told to. */
  #closed(): void {
    // The event comes later: the dialog may have been opened again by then.
    if (!this.#open || this.#dialog.open) return;
    this.#open = false;
    this.#close();
  }
}
