import { element } from "./elements.ts";

/** Milliseconds between two looks whether the service is back. */
const INTERVAL = 5000;

/**
 * Whether the service can be reached. Whoever could not reach it says so here;
 * then a notice stands on the page until it is back, and all who wait are told.
 */
class Connection {
  readonly #notice = element("offline", HTMLDivElement);
  readonly #text = element("offline-text", HTMLParagraphElement);
  readonly #waiting = new Set<() => void>();
  #lost = false;
  #looking: Promise<void> | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    addEventListener("online", () => this.doubt());
    addEventListener("offline", () => this.doubt());
    const retry = element("retry", HTMLButtonElement);
    retry.addEventListener("click", async () => {
      retry.disabled = true;
      await this.doubt();
      retry.disabled = false;
    });
    // Under an open dialog nothing can be clicked: the notice stands in it.
    new MutationObserver(() => this.#place()).observe(document.body, {
      subtree: true,
      attributeFilter: ["open"],
    });
  }

  /** Looks whether the service can be reached. */
  doubt(): Promise<void> {
    return this.#looking ??= this.#look().finally(() =>
      this.#looking = undefined
    );
  }

  /** Calls `again` whenever the service is back. */
  listen(again: () => void): void {
    this.#waiting.add(again);
  }

  /** Calls `again` no more. */
  forget(again: () => void): void {
    this.#waiting.delete(again);
  }

  /** Waits until the service can be reached, which it may be already. */
  async back(signal: AbortSignal): Promise<void> {
    await this.doubt();
    if (!this.#lost) return;
    await new Promise<void>((resolve, reject) => {
      const again = () => {
        this.forget(again);
        resolve();
      };
      this.listen(again);
      signal.addEventListener("abort", () => {
        this.forget(again);
        reject(signal.reason);
      }, { once: true });
    });
  }

  async #look(): Promise<void> {
    try {
      const { body } = await fetch("healthz", { cache: "no-store" });
      await body?.cancel();
      this.#found();
    } catch {
      this.#lose();
    }
  }

  #lose(): void {
    const lost = navigator.onLine
      ? "The service cannot be reached."
      : "You are offline.";
    const here = document.body.dataset.painting === "here";
    this.#text.textContent = here
      ? `${lost} Pictures are painted here; downloads have to wait.`
      : lost;
    if (this.#lost) return;
    this.#lost = true;
    this.#notice.hidden = false;
    this.#place();
    this.#timer = setInterval(() => this.doubt(), INTERVAL);
  }

  #found(): void {
    if (!this.#lost) return;
    this.#lost = false;
    this.#notice.hidden = true;
    clearInterval(this.#timer);
    for (const again of [...this.#waiting]) again();
  }

  #place(): void {
    if (!this.#lost) return;
    const parent = document.querySelector("dialog[open]") ?? document.body;
    if (this.#notice.parentElement !== parent) parent.append(this.#notice);
  }
}

/** The page's connection to the service. */
export const connection: Connection = new Connection();
