import type { Edit } from "../core/edit.ts";
import { announce } from "./announce.ts";
import { debounce } from "./debounce.ts";
import { element } from "./elements.ts";
import { Range } from "./range.ts";
import type { Router } from "./router.ts";

/** A strength with its sign. */
function signed(strength: number): string {
  return strength > 0 ? `+${strength}` : `${strength}`;
}

/**
 * A slider for each direction that the open picture can be edited along.
 */
export class Edits {
  readonly #ranges: readonly Range[];

  /**
   * @param router Says which edits there are.
   * @param preview Is told of edits before they are in the address.
   */
  constructor(router: Router, preview: (edit: readonly Edit[]) => void) {
    // Browsers allow only so many changes of an address in a second.
    const change = debounce(80, () => router.change({ edit: this.#edit() }));
    const sliders = document.querySelectorAll<HTMLInputElement>(
      "#edits input",
    );
    this.#ranges = Array.from(
      sliders,
      ({ id }) =>
        new Range(id, signed, () => {
          preview(this.#edit());
          change();
        }),
    );
    if (this.#ranges.length === 0) return;
    const undo = element("unedit", HTMLButtonElement);
    undo.addEventListener("click", () => {
      router.change({ edit: [] });
      document.querySelector<HTMLElement>("#edits summary")?.focus();
      announce("The picture is as it was.");
    });
    router.listen(({ edit }) => {
      undo.hidden = edit.length === 0;
      this.#ranges.forEach((range, index) => {
        const found = edit.find(({ direction }) => direction === index + 1);
        range.value = found?.strength ?? 0;
      });
    });
  }

  #edit(): Edit[] {
    return this.#ranges
      .map(({ value }, index) => ({ direction: index + 1, strength: value }))
      .filter(({ strength }) => strength !== 0);
  }
}
