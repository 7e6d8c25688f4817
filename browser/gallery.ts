import type { Classes } from "../core/classes.ts";
import type { Look } from "../serve/picture/look.ts";
import { aroundText } from "../serve/page/shared/around_text.ts";
import { pagePicture } from "../serve/page/shared/page_picture.ts";
import {
  CLOSED,
  openPicture,
  pageAddress,
  type PageState,
} from "../serve/page/shared/page_state.ts";
import { debounce } from "./debounce.ts";
import { element, inside, isPlainClick } from "./elements.ts";
import { gridStep } from "../serve/page/shared/grid_step.ts";
import type { Generator } from "./generator.ts";
import { GridView } from "./grid_view.ts";
import type { Pictures } from "./picture_view.ts";
import { type RowWindow, rowWindow } from "../serve/page/shared/row_window.ts";
import { Tile } from "./tile.ts";

/** Seeds there are; after the last one comes 0. */
const SEEDS = 2 ** 32;

/** Pixels that every browser can scroll over, with some to spare. */
const MAX_HEIGHT = 8_000_000;

/** Milliseconds without scrolling after which it counts as over. */
const SETTLED = 150;

/** What all pictures have to be asked for again for. */
const LOOK = ["variety", "around", "truncation", "label"] as const;

/** What the gallery tells others. */
export interface GalleryEvents {
  /** A picture was chosen. */
  chosen(seed: number): void;
  /** Scrolling came to rest with this seed first in sight. */
  rested(seed: number): void;
}

/**
 * The endless gallery. Only the pictures around what is in sight are on the
 * page, however far one scrolls; padding stands for those above and below.
 *
 * Arrow keys move from picture to picture. The tab key stops at one of them
 * only: after all the others there would be no way on.
 */
export class Gallery {
  readonly #list = element("gallery", HTMLOListElement);
  readonly #title = element("range", HTMLHeadingElement);
  readonly #around = element("around", HTMLParagraphElement);
  readonly #earlier = element("earlier", HTMLElement);
  readonly #pager = element("pager", HTMLElement);
  readonly #view = new GridView(
    this.#list,
    element("toolbar", HTMLFormElement),
  );
  readonly #classes: Classes;
  readonly #pictures: Pictures;
  readonly #events: GalleryEvents;
  /** By index, which counts from the first picture of the gallery. */
  readonly #tiles = new Map<number, Tile>();
  readonly #template: Node;
  readonly #settle = debounce(SETTLED, () => this.#rest());
  #marks: ReadonlyMap<number, string> = new Map();
  #state: Readonly<PageState>;
  /** Seed of the picture with the index 0. */
  #base: number;
  /** The seed that the address of the page names as the first in sight. */
  #named: number;
  /** Index of the picture that the tab key reaches. */
  #current = 0;
  /** Rows for which the page is high enough so far. */
  #rows = 0;
  #lastTop = 0;
  #scheduled = false;

  /**
   * Takes over the pictures that the server put on the page.
   *
   * @param generator Whose pictures they are.
   * @param pictures Where they come from.
   * @param state What the page shows.
   * @param events Is told what happens.
   */
  constructor(
    { classes }: Generator,
    pictures: Pictures,
    state: Readonly<PageState>,
    events: GalleryEvents,
  ) {
    this.#classes = classes;
    this.#pictures = pictures;
    this.#events = events;
    this.#state = state;
    this.#base = this.#named = state.from;
    const items = this.#list.querySelectorAll("li");
    items.forEach((item, index) =>
      this.#tiles.set(index, new Tile(item, pictures))
    );
    const template = items[0]?.cloneNode(true) as HTMLLIElement;
    inside(template, "img", HTMLImageElement).removeAttribute("src");
    this.#template = template;
    // Where the page begins, nothing has flown past yet.
    this.#lastTop = this.#view.above;
    new ResizeObserver(() => this.#resize()).observe(this.#list);
    addEventListener("scroll", () => this.#schedule(), { passive: true });
    this.#list.addEventListener("keydown", (event) => this.#key(event));
    this.#list.addEventListener("click", (event) => this.#click(event));
    this.#list.addEventListener("focusin", (event) => {
      this.#reach(this.#indexOf(event.target) ?? this.#current);
    });
  }

  /** Seeds from one screen to the next. */
  get screenful(): number {
    return Math.max(1, Math.floor(innerHeight / this.#view.pitch)) *
      this.#view.columns;
  }

  /** Shows what the page is to show from now on. */
  update(shown: Readonly<PageState>): void {
    const before = this.#state;
    // The class of what is open over the gallery is not that of the gallery.
    const { label } = openPicture(shown) === undefined ? shown : before;
    const state = this.#state = { ...shown, label };
    const moved = state.from !== this.#named;
    if (moved) {
      this.#base = this.#named = state.from;
      this.#rows = this.#current = 0;
      if (this.#view.hidden > 0) this.#view.alignTo(0);
    }
    this.#title.textContent = `Pictures from seed ${this.#base}`;
    this.#earlier.hidden = this.#base === 0;
    this.#around.textContent = aroundText(state, this.#classes);
    const changed = moved || LOOK.some((name) => state[name] !== before[name]);
    // At once what is in sight; the rest once the slider stands still.
    for (const [index, tile] of this.#tiles) {
      this.#fill(tile, index, changed && this.#view.inSight(index));
    }
    if (changed) this.#settle();
    this.#render();
  }

  /** Shows what is in sight with another look, which is not to stay. */
  preview(look: Readonly<Look>): void {
    for (const [index, tile] of this.#tiles) {
      if (this.#view.inSight(index)) this.#show(tile, index, look);
    }
  }

  /** Shows on the pictures of some seeds for what they were picked. */
  mark(marks: ReadonlyMap<number, string>): void {
    this.#marks = marks;
    for (const [index, tile] of this.#tiles) {
      tile.mark(marks.get(this.#seedAt(index)));
    }
  }

  /** Moves the focus to the picture of a seed if it is on the page. */
  focus(seed: number): void {
    const index = (seed - this.#base + SEEDS) % SEEDS;
    if (this.#tiles.has(index)) this.#focus(index);
  }

  #seedAt(index: number): number {
    return (this.#base + index) % SEEDS;
  }

  #indexOf(target: EventTarget | null): number | undefined {
    if (!(target instanceof Element)) return undefined;
    const seed = target.closest<HTMLElement>("[data-seed]")?.dataset.seed;
    if (seed === undefined) return undefined;
    return (Number(seed) - this.#base + SEEDS) % SEEDS;
  }

  #fill(tile: Tile, index: number, load: boolean): void {
    const seed = this.#seedAt(index);
    tile.link(
      seed,
      pageAddress({ ...this.#state, ...CLOSED, seed: `${seed}` }),
    );
    tile.mark(this.#marks.get(seed));
    tile.reachable = index === this.#current;
    if (load) this.#show(tile, index, this.#state);
  }

  #show(tile: Tile, index: number, look: Readonly<Look>): void {
    // Only the picture that is open is edited.
    const plain = { ...look, edit: [] };
    tile.show(pagePicture({ seed: this.#seedAt(index), mutations: [] }, plain));
  }

  #reach(index: number): void {
    const before = this.#tiles.get(this.#current);
    if (before !== undefined) before.reachable = false;
    this.#current = index;
    const after = this.#tiles.get(index);
    if (after !== undefined) after.reachable = true;
  }

  #resize(): void {
    if (!this.#view.resized) return;
    // The picture that was first in sight stays so.
    const { first } = this.#view;
    this.#view.measure();
    this.#rows = 0;
    this.#render();
    if (first > 0) this.#view.alignTo(first);
  }

  #schedule(): void {
    this.#settle();
    if (this.#scheduled) return;
    this.#scheduled = true;
    requestAnimationFrame(() => {
      this.#scheduled = false;
      this.#render();
    });
  }

  #render(): void {
    const { above: top, pitch } = this.#view;
    const maxRows = Math.floor(MAX_HEIGHT / pitch);
    const rows = rowWindow({
      above: top,
      screen: innerHeight,
      pitch,
      maxRows,
    });
    // Pictures that fly past are not worth asking for.
    const flying = Math.abs(top - this.#lastTop) > innerHeight;
    this.#lastTop = top;
    this.#place(rows, !flying);
    const ahead = Math.ceil(innerHeight / pitch);
    this.#rows = Math.min(Math.max(this.#rows, rows.end + ahead), maxRows);
    this.#list.style.paddingTop = `${rows.first * pitch}px`;
    const below = (this.#rows - rows.end) * pitch;
    this.#list.style.paddingBottom = `${below}px`;
    this.#pager.hidden = rows.end < maxRows;
  }

  /** Puts the pictures of some rows on the page and takes all others off. */
  #place(rows: RowWindow, load: boolean): void {
    const first = rows.first * this.#view.columns;
    const end = rows.end * this.#view.columns;
    for (const [index, tile] of this.#tiles) {
      if (index >= first && index < end) continue;
      tile.remove();
      this.#tiles.delete(index);
    }
    if (this.#current < first || this.#current >= end) {
      this.#reach(Math.min(Math.max(first, this.#view.first), end - 1));
    }
    let next: Element | null = this.#list.firstElementChild;
    for (let index = first; index < end; index++) {
      const there = this.#tiles.get(index);
      if (there !== undefined) {
        next = there.item.nextElementSibling;
        continue;
      }
      const tile = new Tile(
        this.#template.cloneNode(true) as HTMLLIElement,
        this.#pictures,
      );
      this.#tiles.set(index, tile);
      this.#fill(tile, index, load);
      this.#list.insertBefore(tile.item, next);
    }
  }

  #rest(): void {
    for (const [index, tile] of this.#tiles) this.#fill(tile, index, true);
    this.#named = this.#seedAt(this.#view.first);
    if (this.#named !== this.#state.from) this.#events.rested(this.#named);
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const index = this.#indexOf(event.target);
    if (index === undefined) return;
    const to = gridStep(event.key, index, this.#view.columns);
    if (to === undefined) return;
    event.preventDefault();
    if (to >= 0) this.#focus(to);
  }

  #focus(index: number): void {
    this.#view.reveal(index);
    this.#render();
    this.#reach(index);
    this.#tiles.get(index)?.focus();
  }

  #click(event: MouseEvent): void {
    const index = this.#indexOf(event.target);
    if (index === undefined || !isPlainClick(event)) return;
    event.preventDefault();
    this.#events.chosen(this.#seedAt(index));
  }
}
