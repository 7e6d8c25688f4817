import type { Mutation } from "../serve/page/shared/page_state.ts";
import { element } from "./elements.ts";
import type { Generator } from "./generator.ts";
import { gridStep } from "../serve/page/shared/grid_step.ts";
import { LatentPictures, type Relative } from "./latent_pictures.ts";
import { PatientImage } from "./patient_image.ts";
import { randomSeed } from "./random_seed.ts";

const COLUMNS = 3;
const CELLS = 9;
const CENTRE = 4;

/** A cell of the board: a neighbour to choose or, in the middle, the picture. */
interface Cell {
  button: HTMLButtonElement;
  picture: PatientImage;
  /** The seed that this neighbour lies towards. */
  towards: number;
}

/** What the board tells others. */
export interface BoardEvents {
  /** The neighbour that this step leads to was chosen. */
  chosen(mutation: Mutation): void;
  /** The picture in the middle is there, at an address in the browser. */
  shown(address: string): void;
  /** The service could not paint them: a sentence for the user. */
  failed(message: string): void;
}

/**
 * A picture with eight neighbours around it: latents a step away from its own,
 * each in another direction.
 *
 * @example
 * ```ts ignore
 * const board = new Board(generator, { chosen, shown, failed });
 * board.show({ seed: 7, mutations: [], truncation: 1 }, 30);
 * ```
 */
export class Board {
  readonly #root = element("board", HTMLDivElement);
  readonly #cells: Cell[] = [];
  readonly #pictures: LatentPictures;
  readonly #events: BoardEvents;
  #shown: Relative = { seed: 0, mutations: [], truncation: 1 };
  #strength = 0;
  #painting = new AbortController();

  /**
   * @param generator Paints the pictures.
   * @param events Is told what happens.
   */
  constructor(generator: Generator, events: BoardEvents) {
    this.#events = events;
    this.#pictures = new LatentPictures(generator);
    for (let index = 0; index < CELLS; index++) {
      this.#cells.push(this.#cell(index, generator));
    }
    this.#root.addEventListener("keydown", (event) => this.#key(event));
  }

  /**
   * Shows a picture and neighbours of it; new ones if it is another picture.
   *
   * @param relative The picture in the middle.
   * @param strength How far away its neighbours are, percent.
   */
  show(relative: Relative, strength: number): void {
    const key = ({ seed, mutations }: Relative) =>
      JSON.stringify([seed, mutations]);
    if (key(relative) !== key(this.#shown) || this.#root.hidden) this.#turn();
    this.#root.hidden = false;
    this.#shown = relative;
    this.#strength = strength;
    this.#paint();
  }

  /** Shows other neighbours of the same picture. */
  breed(): void {
    this.#turn();
    this.#paint();
  }

  /** Takes all of it off the page. */
  hide(): void {
    this.#painting.abort();
    this.#root.hidden = true;
    for (const { picture } of this.#cells) picture.clear();
  }

  #cell(index: number, { width, height }: Generator): Cell {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cell";
    const image = document.createElement("img");
    image.width = width;
    image.height = height;
    button.append(image);
    this.#root.append(button);
    const cell = { button, picture: new PatientImage(image), towards: 0 };
    if (index === CENTRE) button.disabled = true;
    button.addEventListener("click", () => {
      const { towards } = cell;
      this.#events.chosen({ strength: this.#strength, towards });
    });
    return cell;
  }

  /** Chooses new directions. */
  #turn(): void {
    for (const cell of this.#cells) cell.towards = randomSeed();
  }

  #relative(index: number): Relative {
    if (index === CENTRE) return this.#shown;
    const { towards } = this.#cells[index] as Cell;
    const step = { strength: this.#strength, towards };
    return { ...this.#shown, mutations: [...this.#shown.mutations, step] };
  }

  async #paint(): Promise<void> {
    this.#painting.abort();
    const { signal } = this.#painting = new AbortController();
    try {
      await Promise.all(this.#cells.map(async ({ picture }, index) => {
        const relative = this.#relative(index);
        const address = await this.#pictures.address(relative, signal);
        if (signal.aborted) return;
        if (index === CENTRE) this.#events.shown(address);
        const alt = index === CENTRE ? "The picture itself" : "A neighbour";
        picture.show(address, alt);
      }));
    } catch (error) {
      if (!signal.aborted) this.#events.failed((error as Error).message);
    }
  }

  #key(event: KeyboardEvent): void {
    const index = this.#cells.findIndex(({ button }) =>
      button === event.target
    );
    if (index < 0) return;
    let to = gridStep(event.key, index, COLUMNS);
    // The middle cannot be chosen: on to the one behind it.
    if (to === CENTRE) to = gridStep(event.key, to, COLUMNS);
    const cell = to === undefined ? undefined : this.#cells[to];
    if (cell === undefined) return;
    event.preventDefault();
    cell.button.focus();
  }
}
