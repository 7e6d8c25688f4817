import { nameSeed } from "../serve/page/shared/named_seed.ts";
import {
  MAX_MUTATIONS,
  type Mutation,
  type PageState,
} from "../serve/page/shared/page_state.ts";
import { announce } from "./announce.ts";
import { Board } from "./board.ts";
import { debounce } from "./debounce.ts";
import { element } from "./elements.ts";
import type { Generator } from "./generator.ts";
import { Range } from "./range.ts";
import type { Router } from "./router.ts";

/**
 * Breeds pictures: shows neighbours, and goes on from the one chosen.
 *
 * @example
 * ```ts ignore
 * new Mutator(generator, router);
 * router.open({ seed: "7", mutations: [] });
 * ```
 */
export class Mutator {
  readonly #panel = element("board-panel", HTMLDivElement);
  readonly #undo = element("undo", HTMLButtonElement);
  readonly #breed = element("breed", HTMLButtonElement);
  readonly #lineage = element("lineage", HTMLInputElement);
  readonly #save = element("save-mutant", HTMLAnchorElement);
  readonly #note = element("viewer-note", HTMLParagraphElement);
  readonly #router: Router;
  readonly #generator: Generator;
  readonly #board: Board;
  readonly #strength: Range;

  /**
   * @param generator Paints the pictures.
   * @param router Says which.
   */
  constructor(generator: Generator, router: Router) {
    this.#router = router;
    this.#generator = generator;
    this.#board = new Board(generator, {
      chosen: (step) => this.#chosen(step),
      shown: (address) => this.#save.href = address,
      failed: (message) => {
        this.#note.textContent = message;
        announce(message);
      },
    });
    const repaint = debounce(120, () => this.#update(router.state));
    this.#strength = new Range("strength", (value) => `${value} %`, repaint);
    this.#breed.addEventListener("click", () => {
      this.#board.breed();
      announce("Eight other neighbours.");
    });
    this.#undo.addEventListener("click", () => this.#stepBack());
    element("mutate", HTMLButtonElement).addEventListener("click", () => {
      router.change({ mutations: [] });
      this.#breed.focus();
      announce("Eight neighbours around the picture.");
    });
    element("unmutate", HTMLButtonElement).addEventListener("click", () => {
      router.change({ mutations: undefined });
      element("mutate", HTMLButtonElement).focus();
    });
    router.listen((state) => this.#update(state));
  }

  #update({ seed: text, to, mutations, truncation }: Readonly<PageState>) {
    const shown = mutations !== undefined && text !== undefined &&
      to === undefined;
    this.#panel.hidden = !shown;
    if (!shown) return this.#board.hide();
    const { seed } = nameSeed(text);
    const relative = { seed, mutations, truncation };
    this.#save.removeAttribute("href");
    this.#board.show(relative, this.#strength.value);
    const steps = mutations.length;
    this.#note.textContent = steps === 0
      ? "and neighbours of it"
      : `and ${steps === 1 ? "one step" : `${steps} steps`} away from it`;
    this.#undo.disabled = steps === 0;
    this.#lineage.value = location.href;
    this.#save.download = `${this.#generator.name}-${seed}-${steps}.png`;
  }

  #chosen(step: Mutation): void {
    const { mutations = [] } = this.#router.state;
    // The oldest link to a picture stays short enough to be one.
    if (mutations.length >= MAX_MUTATIONS) {
      return announce(`More than ${MAX_MUTATIONS} steps are not possible.`);
    }
    this.#router.change({ mutations: [...mutations, step] });
    announce(`Step ${mutations.length + 1}. Eight new neighbours.`);
  }

  #stepBack(): void {
    const { mutations = [] } = this.#router.state;
    this.#router.change({ mutations: mutations.slice(0, -1) });
    announce("One step back.");
    if (this.#undo.disabled) this.#breed.focus();
  }
}
