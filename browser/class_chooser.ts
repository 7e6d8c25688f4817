/**
 * A list of the generator's classes to choose from. Where the generator has
 * none, there is no list on the page, and nothing is ever chosen.
 */
export class ClassChooser {
  readonly #select: HTMLSelectElement | null;

  /**
   * @param id Id of the list.
   * @param changed Called with the class that the user chooses; `undefined`:
   *   with none of them.
   */
  constructor(id: string, changed: (label: string | undefined) => void) {
    this.#select = document.querySelector(`select#${id}`);
    this.#select?.addEventListener("change", () => {
      changed(this.#select?.value || undefined);
    });
  }

  /** The class that is chosen, or `undefined`. */
  set value(label: string | undefined) {
    if (this.#select !== null) this.#select.value = label ?? "";
  }
}
