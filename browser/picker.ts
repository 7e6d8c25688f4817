import { pagePicture } from "../serve/page/shared/page_picture.ts";
import { announce } from "./announce.ts";
import { element, inside } from "./elements.ts";
import type { Generator } from "./generator.ts";
import { type Pictures, PictureView } from "./picture_view.ts";
import { randomSeed } from "./random_seed.ts";
import type { Router } from "./router.ts";

/** A picture that is picked. */
export interface Picked {
  /** Its seed as it was typed. */
  text: string;
  /** Its seed. */
  seed: number;
  /** Its class; `undefined`: that of its seed. */
  label: string | undefined;
}

/** What the picker tells others. */
export interface PickerEvents {
  /** Which seeds are picked, and for what. */
  marked(marks: ReadonlyMap<number, string>): void;
  /** Both are picked. */
  picked(start: Picked, end: Picked): void;
}

/**
 * Collects the two pictures of a walk.
 */
export class Picker {
  readonly #toggle = element("pick", HTMLButtonElement);
  readonly #tray = element("tray", HTMLElement);
  readonly #hint = element("tray-hint", HTMLParagraphElement);
  readonly #slot = inside(
    element("slot-start", HTMLLIElement),
    ".slot",
    HTMLSpanElement,
  );
  readonly #generator: Generator;
  readonly #pictures: Pictures;
  readonly #router: Router;
  readonly #events: PickerEvents;
  #picking = false;
  #start: Picked | undefined;
  #picture: PictureView | undefined;

  /**
   * @param generator Whose pictures are picked.
   * @param pictures Where they come from.
   * @param router Says how they look.
   * @param events Is told what happens.
   */
  constructor(
    generator: Generator,
    pictures: Pictures,
    router: Router,
    events: PickerEvents,
  ) {
    this.#generator = generator;
    this.#pictures = pictures;
    this.#router = router;
    this.#events = events;
    this.#toggle.addEventListener("click", () => {
      if (this.#picking) this.cancel();
      else this.begin();
    });
    element("cancel-pick", HTMLButtonElement).addEventListener("click", () => {
      this.cancel();
      this.#toggle.focus();
    });
    element("surprise", HTMLButtonElement).addEventListener("click", () => {
      const seed = randomSeed();
      this.pick(`${seed}`, seed);
    });
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.#picking) this.cancel();
    });
  }

  /** Whether pictures are being picked. */
  get picking(): boolean {
    return this.#picking;
  }

  /** Starts to pick. */
  begin(): void {
    this.#show(true);
    announce("Choose the picture where the walk starts.");
  }

  /**
   * Takes a picture.
   *
   * @param text Its seed as it was typed.
   * @param seed Its seed.
   */
  pick(text: string, seed: number): void {
    const start = this.#start;
    const { state } = this.#router;
    const picked = { text, seed, label: state.label };
    if (start !== undefined) {
      this.cancel();
      return this.#events.picked(start, picked);
    }
    this.#show(true);
    this.#start = picked;
    const { width, height } = this.#generator;
    const image = new Image(width, height);
    this.#slot.replaceChildren(image);
    this.#picture = new PictureView(image, this.#pictures);
    this.#picture.show(
      pagePicture({ seed, mutations: [] }, { ...state, edit: [] }),
      `Seed ${seed}`,
    );
    this.#hint.textContent = "Now choose where it ends.";
    this.#events.marked(new Map([[seed, "Start"]]));
    announce("Now choose where the walk ends.");
  }

  /** Stops picking and forgets what was picked. */
  cancel(): void {
    this.#start = undefined;
    this.#picture?.clear();
    this.#slot.replaceChildren();
    this.#hint.textContent = "Choose the picture where the walk starts.";
    this.#events.marked(new Map());
    this.#show(false);
  }

  #show(picking: boolean): void {
    this.#picking = picking;
    this.#tray.hidden = !picking;
    this.#toggle.setAttribute("aria-pressed", `${picking}`);
    document.body.classList.toggle("picking", picking);
  }
}
