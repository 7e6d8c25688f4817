import { element, inside } from "./elements.ts";

/**
 * A slider with its value beside it.
 */
export class Range {
  readonly #input: HTMLInputElement;
  readonly #output: HTMLOutputElement;
  readonly #text: (value: number) => string;

  /**
   * @param id Id of the slider.
   * @param text How a value is written.
   * @param changed Called with each value that the user chooses.
   */
  constructor(
    id: string,
    text: (value: number) => string,
    changed: (value: number) => void,
  ) {
    this.#input = element(id, HTMLInputElement);
    this.#output = inside(
      document,
      `output[for="${id}"]`,
      HTMLOutputElement,
    );
    this.#text = text;
    this.#input.addEventListener("input", () => {
      this.#write();
      changed(this.value);
    });
  }

  /** Where the slider stands. */
  get value(): number {
    return this.#input.valueAsNumber;
  }

  set value(value: number) {
    // Not while it is being dragged to where it already is.
    if (value !== this.value) this.#input.valueAsNumber = value;
    this.#write();
  }

  #write(): void {
    const text = this.#text(this.value);
    this.#output.value = text;
    this.#input.setAttribute("aria-valuetext", text);
  }
}
