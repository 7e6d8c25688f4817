import { gridStep } from "../serve/page/shared/grid_step.ts";
import type { Look, Relative } from "../serve/page/shared/page_state.ts";
import { element } from "./elements.ts";
import type { Generator } from "./generator.ts";
import type { LatentPictures } from "./latent_pictures.ts";
import { PatientImage } from "./patient_image.ts";

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
  /** The picture in the middle is there, at an address in the browser. */
  shown(address: string): void;
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
  readonly #images: PatientImage[] = [];
  readonly #pictures: LatentPictures;
  readonly #events: BoardEvents;
  #painting = new AbortController();

  /**
   * @param generator Whose pictures they are.
   * @param pictures Paints them.
   * @param events Is told what happens.
   */
  constructor(
    generator: Generator,
    pictures: LatentPictures,
    events: BoardEvents,
  ) {
    this.#events = events;
    this.#pictures = pictures;
    for (let index = 0; index < CELLS; index++) this.#addCell(index, generator);
    this.#root.addEventListener("keydown", (event) => this.#key(event));
    this.#root.addEventListener("focusin", (event) => {
      this.#reach(this.#indexOf(event.target));
    });
    this.#reach(0);
  }

  #shown: BoardPictures | undefined;

  /** Shows pictures. */
  async show(shown: BoardPictures): Promise<void> {
    this.#shown = shown;
    this.#root.hidden = false;
    const centre = this.#buttons[CENTRE];
    // Not `disabled`: the focus may have just chosen the picture in it.
    centre?.setAttribute("aria-disabled", `${!shown.choosable}`);
    this.#painting.abort();
    const { signal } = this.#painting = new AbortController();
    try {
      await Promise.all(shown.relatives.map(async (relative, index) => {
        const { look } = shown;
        const address = await this.#pictures.address(relative, look, signal);
        if (signal.aborted) return;
        if (index === CENTRE) this.#events.shown(address);
        const name = index === CENTRE ? shown.centre : shown.name;
        this.#images[index]?.show(address, name);
      }));
    } catch (error) {
      if (!signal.aborted) this.#events.failed((error as Error).message);
    }
  }

  /** Moves the keyboard's focus to it. */
  focus(): void {
    this.#buttons.find((button) => button.tabIndex === 0)?.focus();
  }

  /** Takes all of it off the page. */
  hide(): void {
    this.#painting.abort();
    this.#shown = undefined;
    this.#root.hidden = true;
    for (const image of this.#images) image.clear();
  }

  #addCell(index: number, { width, height }: Generator): void {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cell";
    const image = document.createElement("img");
    image.width = width;
    image.height = height;
    button.append(image);
    this.#root.append(button);
    this.#buttons.push(button);
    this.#images.push(new PatientImage(image));
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
