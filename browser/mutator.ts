import { child } from "../serve/page/shared/breeding.ts";
import { MAX_MUTATIONS, type Relative } from "../serve/page/shared/mutation.ts";
import { nameSeed } from "../serve/page/shared/named_seed.ts";
import { pagePicture } from "../serve/page/shared/page_picture.ts";
import {
  openPicture,
  type PageState,
} from "../serve/page/shared/page_state.ts";
import { announce } from "./announce.ts";
import { Board, type BoardPictures } from "./board.ts";
import { debounce } from "./debounce.ts";
import { element } from "./elements.ts";
import type { Generator } from "./generator.ts";
import type { Pictures } from "./picture_view.ts";
import { randomSeed } from "./random_seed.ts";
import { Range } from "./range.ts";
import type { Router } from "./router.ts";
import { saveFile } from "./save_file.ts";

/** How near the other parent the children in each column are, percent. */
const SHARES = [25, 50, 75];

/** What is around a picture, or between two. */
type Family = Pick<
  BoardPictures,
  "relatives" | "name" | "centre" | "choosable"
>;

/**
 * Breeds pictures: shows neighbours of one or children of two, and goes on from
 * the one chosen.
 */
export class Mutator {
  readonly #panel = element("board-panel", HTMLDivElement);
  readonly #hint = element("board-hint", HTMLParagraphElement);
  readonly #undo = element("undo", HTMLButtonElement);
  readonly #breed = element("breed", HTMLButtonElement);
  readonly #lineage = element("lineage", HTMLInputElement);
  readonly #save = element("save-mutant", HTMLButtonElement);
  readonly #note = element("viewer-note", HTMLParagraphElement);
  readonly #router: Router;
  readonly #generator: Generator;
  readonly #pictures: Pictures;
  readonly #board: Board;
  readonly #strength: Range;
  /** The seeds towards which the pictures on the board lie. */
  #directions: readonly number[] = [];
  /** What the board shows relatives of. */
  #family = "";
  #saving = new AbortController();

  /**
   * @param generator Whose pictures they are.
   * @param pictures Where they come from.
   * @param router Says which.
   */
  constructor(
    generator: Generator,
    pictures: Pictures,
    router: Router,
  ) {
    this.#router = router;
    this.#generator = generator;
    this.#pictures = pictures;
    this.#board = new Board(generator, pictures, {
      chosen: (relative) => this.#chosen(relative),
      failed: (message) => this.#failed(message),
    });
    const repaint = () => this.#update(router.state);
    const later = debounce(120, repaint);
    this.#strength = new Range("strength", (value) => `${value} %`, () => {
      // The service is not asked for each place that the slider passes.
      if (pictures.painter.ready) repaint();
      else later();
    });
    this.#save.addEventListener("click", () => this.#download());
    this.#breed.addEventListener("click", () => {
      this.#family = "";
      this.#update(router.state);
      announce("Other pictures.");
    });
    this.#undo.addEventListener("click", () => this.#stepBack());
    element("mutate", HTMLButtonElement).addEventListener("click", () => {
      router.change({ mutations: [] });
      this.#board.focus();
      announce("Eight neighbours around the picture. Arrow keys move.");
    });
    element("unmutate", HTMLButtonElement).addEventListener("click", () => {
      router.change({ mutations: undefined, mate: undefined });
      element("mutate", HTMLButtonElement).focus();
    });
    router.listen((state) => this.#update(state));
  }

  #update(state: Readonly<PageState>): void {
    const { to, mutations, mate } = state;
    const relative = openPicture(state);
    const shown = relative !== undefined && mutations !== undefined &&
      to === undefined;
    this.#panel.hidden = !shown;
    if (!shown) {
      this.#family = "";
      return this.#board.hide();
    }
    const family = JSON.stringify([relative, mate]);
    if (family !== this.#family) {
      this.#family = family;
      this.#directions = Array.from({ length: 9 }, randomSeed);
    }
    this.#board.show({
      ...mate === undefined
        ? this.#neighbours(relative)
        : this.#children(relative, mate),
      look: state,
    });
    const steps = mutations.length;
    this.#hint.textContent = mate === undefined
      ? "Around the picture are eight neighbours of it. Choose the one you like best and go on from there."
      : "Children of two pictures: in each row from the one to the other, and in the middle row without anything added. Choose the one you like best and go on from there.";
    this.#note.textContent = mate !== undefined
      ? `and ${nameSeed(`${mate.seed}`).title}: their children`
      : steps === 0
      ? "and neighbours of it"
      : `and ${steps === 1 ? "one step" : `${steps} steps`} away from it`;
    this.#undo.disabled = steps === 0 || mate !== undefined;
    this.#lineage.value = location.href;
  }

  #failed(message: string): void {
    this.#note.textContent = message;
    announce(message);
  }

  /** Saves the picture in the middle, as the service paints it for everybody. */
  async #download(): Promise<void> {
    const relative = this.#board.centre;
    if (relative === undefined) return;
    this.#saving.abort();
    const { signal } = this.#saving = new AbortController();
    const picture = pagePicture(relative, this.#router.state);
    const { service } = this.#pictures;
    const { seed, latent, mutations } = relative;
    const start = latent === undefined ? seed : "latent";
    const name = `${this.#generator.name}-${start}-${mutations.length}.png`;
    try {
      saveFile(await service.address(picture, "png", signal), name);
    } catch (error) {
      if (!signal.aborted) this.#failed((error as Error).message);
    }
  }

  #step(relative: Relative, index: number): Relative {
    const step = {
      strength: this.#strength.value,
      towards: this.#directions[index] ?? 0,
    };
    return { ...relative, mutations: [...relative.mutations, step] };
  }

  #neighbours(relative: Relative): Family {
    return {
      relatives: this.#directions.map((_, index) =>
        index === 4 ? relative : this.#step(relative, index)
      ),
      name: "A neighbour",
      centre: "The picture itself",
      choosable: false,
    };
  }

  #children(one: Relative, other: Relative): Family {
    return {
      relatives: this.#directions.map((_, index) => {
        const between = child(one, other, SHARES[index % 3] as number);
        return index >= 3 && index < 6 ? between : this.#step(between, index);
      }),
      name: "A child",
      centre: "The child in the middle",
      choosable: true,
    };
  }

  #chosen({ seed, mutations }: Relative): void {
    // The oldest link to a picture stays short enough to be one.
    if (mutations.length > MAX_MUTATIONS) {
      return announce(`More than ${MAX_MUTATIONS} steps are not possible.`);
    }
    const { seed: text } = this.#router.state;
    // The name that the seed was given stays as long as it is that seed.
    const isNamed = text === undefined || nameSeed(text).seed === seed;
    const named = isNamed ? text : `${seed}`;
    this.#router.change({ seed: named, mutations, mate: undefined });
    announce(`Step ${mutations.length}. Eight new neighbours.`);
  }

  #stepBack(): void {
    const { mutations = [] } = this.#router.state;
    this.#router.change({ mutations: mutations.slice(0, -1) });
    announce("One step back.");
    if (this.#undo.disabled) this.#breed.focus();
  }
}
