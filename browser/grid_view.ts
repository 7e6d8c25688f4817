/**
 * Where the pictures of the gallery stand: in which columns and rows, and which
 * of them are in sight.
 */
export class GridView {
  readonly #list: HTMLElement;
  readonly #toolbar: HTMLElement;
  #columns = 1;
  #pitch = 1;
  #width = 0;

  /**
   * @param list The list, a CSS grid with at least one item.
   * @param toolbar What lies over its upper end.
   */
  constructor(list: HTMLElement, toolbar: HTMLElement) {
    this.#list = list;
    this.#toolbar = toolbar;
    this.measure();
  }

  /** Pictures in a row. */
  get columns(): number {
    return this.#columns;
  }

  /** Pixels from one row to the next. */
  get pitch(): number {
    return this.#pitch;
  }

  /** Whether its width is another than when it was measured. */
  get resized(): boolean {
    return this.#list.clientWidth !== this.#width;
  }

  /** Pixels of the list that lie above the screen; may be negative. */
  get above(): number {
    return -this.#list.getBoundingClientRect().top;
  }

  /** Pixels of the list that the toolbar hides, or that lie above it. */
  get hidden(): number {
    return this.#toolbar.getBoundingClientRect().bottom + this.above;
  }

  /** Index of the first picture that is wholly below the toolbar. */
  get first(): number {
    return Math.max(0, Math.ceil(this.hidden / this.#pitch)) * this.#columns;
  }

  /** Looks again how large everything is. */
  measure(): void {
    const style = getComputedStyle(this.#list);
    const item = this.#list.firstElementChild;
    const height = item?.getBoundingClientRect().height ?? 0;
    this.#columns = style.gridTemplateColumns.split(" ").length;
    this.#pitch = Math.max(1, height + Number.parseFloat(style.rowGap));
    this.#width = this.#list.clientWidth;
  }

  /** Whether some of the picture with an index is on the screen. */
  inSight(index: number): boolean {
    const top = this.#topOf(index) - this.hidden;
    return top > -this.#pitch && top < innerHeight;
  }

  /** Scrolls no further than needed to show a whole picture. */
  reveal(index: number): void {
    const { bottom } = this.#toolbar.getBoundingClientRect();
    const top = this.#topOf(index) - this.hidden;
    const room = innerHeight - bottom - this.#pitch;
    if (top < 0) scrollBy({ top });
    else if (top > room) scrollBy({ top: top - room });
  }

  /** Scrolls so that a picture is the first in sight. */
  alignTo(index: number): void {
    scrollBy({ top: this.#topOf(index) - this.hidden });
  }

  #topOf(index: number): number {
    return Math.floor(index / this.#columns) * this.#pitch;
  }
}
