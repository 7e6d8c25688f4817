import { gridStep } from "../serve/page/shared/grid_step.ts";
import { pagePicture } from "../serve/page/shared/page_picture.ts";
import type { Relative } from "../serve/page/shared/mutation.ts";
import type { Look } from "../serve/picture/look.ts";
import { element } from "./elements.ts";
import type { Generator } from "./generator.ts";
import { type Pictures, PictureView } from "./picture_view.ts";

const COLUMNS = 3;
const CELLS = 9;
const CENTRE = 4;

/** What the board shows. */
export interface BoardPictures {
  /** Nine pictures, row by row. */
  relatives: readonly Relative[];
  /** How they look. */
  look: Readonly<Look>;
  /** What to call those around the middle. */
  name: string;
  /** What to call the one in the middle. */
  centre: string;
  /** Whether the one in the middle can be chosen, too. */
  choosable: boolean;
}

/** What the board tells others. */
export interface BoardEvents {
  /** This picture was chosen. */
  chosen(relative: Relative): void;
  /** The service could not paint them: a sentence for the user. */
  failed(message: string): void;
}

/**
 * Nine pictures to choose from. Arrow keys move among them, and the tab key
 * stops at one of them only.
 */
export class Board {
  readonly #root = element("board", HTMLDivElement);
  readonly #buttons: HTMLButtonElement[] = [];
  readonly #views: PictureView[] = [];
  readonly #events: BoardEvents;

  /**
   * @param generator Whose pictures they are.
   * @param pictures Where they come from.
   * @param events Is told what happens.
   */
  constructor(
    generator: Generator,
    pictures: Pictures,
    events: BoardEvents,
  ) {
    this.#events = events;
    for (let index = 0; index < CELLS; index++) {
      this.#addCell(index, generator, pictures);
    }
    this.#root.addEventListener("keydown", (event) => this.#key(event));
    this.#root.addEventListener("focusin", (event) => {
      this.#reach(this.#indexOf(event.target));
    });
    this.#reach(0);
  }

  #shown: BoardPictures | undefined;

  /** Shows pictures. */
  show(shown: BoardPictures): void {
    this.#shown = shown;
    this.#root.hidden = false;
    const centre = this.#buttons[CENTRE];
    // Not `disabled`: the focus may have just chosen the picture in it.
    centre?.setAttribute("aria-disabled", `${!shown.choosable}`);
    shown.relatives.forEach((relative, index) => {
      const name = index === CENTRE ? shown.centre : shown.name;
      this.#views[index]?.show(pagePicture(relative, shown.look), name);
    });
  }

  /** What it shows in the middle. */
  get centre(): Relative | undefined {
    return this.#shown?.relatives[CENTRE];
  }

  /** Moves the keyboard's focus to it. */
  focus(): void {
    this.#buttons.find((button) => button.tabIndex === 0)?.focus();
  }

  /** Takes all of it off the page. */
  hide(): void {
    this.#shown = undefined;
    this.#root.hidden = true;
    for (const view of this.#views) view.clear();
  }

  #addCell(
    index: number,
    { width, height }: Generator,
    pictures: Pictures,
  ): void {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cell";
    const image = document.createElement("img");
    image.width = width;
    image.height = height;
    button.append(image);
    this.#root.append(button);
    this.#buttons.push(button);
    const { failed } = this.#events;
    this.#views.push(new PictureView(image, pictures, { failed }));
    button.addEventListener("click", () => {
      const relative = this.#shown?.relatives[index];
      if (button.ariaDisabled === "true" || relative === undefined) return;
      this.#events.chosen(relative);
    });
  }

  #indexOf(target: EventTarget | null): number {
    return this.#buttons.findIndex((button) => button === target);
  }

  #reach(index: number): void {
    if (index < 0) return;
    this.#buttons.forEach((button, at) => {
      button.tabIndex = at === index ? 0 : -1;
    });
  }

  #key(event: KeyboardEvent): void {
    const index = this.#indexOf(event.target);
    if (index < 0) return;
    const to = gridStep(event.key, index, COLUMNS);
    const button = to === undefined ? undefined : this.#buttons[to];
    if (button === undefined) return;
    event.preventDefault();
    button.focus();
  }
}
