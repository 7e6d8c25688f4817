import type { Classes } from "../core/classes.ts";
import type { Relative } from "../serve/page/shared/mutation.ts";
import { nameSeed } from "../serve/page/shared/named_seed.ts";
import { pageClass, pagePicture } from "../serve/page/shared/page_picture.ts";
import {
  CLOSED,
  favouriteOf,
  FULL_LOOK,
  MAX_FAVOURITES,
  openPicture,
  pageAddress,
  type PageState,
  readFavourite,
} from "../serve/page/shared/page_state.ts";
import { announce } from "./announce.ts";
import { element, inside, isPlainClick } from "./elements.ts";
import type { Favourites } from "./favourites.ts";
import type { Generator } from "./generator.ts";
import { Modal } from "./modal.ts";
import { type Pictures, PictureView } from "./picture_view.ts";
import type { Router } from "./router.ts";

/** The picture of a favourite, as steps away from a seed. */
function relativeOf(favourite: string): Relative {
  const { seed = "0", mutations = [], variety, around } = readFavourite(
    favourite,
  );
  const relative = { seed: nameSeed(seed).seed, mutations };
  if (variety === 1 || mutations.length > 0) return relative;
  // A picture of less variety is about one step away from that around.
  const step = { strength: Math.round(variety * 100), towards: relative.seed };
  return { seed: around, mutations: step.strength === 0 ? [] : [step] };
}

/** What to call a favourite. */
function nameOf(favourite: string): string {
  const { seed = "0", mutations = [], label } = readFavourite(favourite);
  const steps = mutations.length;
  return [
    nameSeed(seed).title,
    ...label === undefined ? [] : [label],
    ...steps === 0 ? [] : [steps === 1 ? "one step on" : `${steps} steps on`],
  ].join(", ");
}

/** Whether a text that lay in the browser names a picture. */
function isFavourite(text: string, classes: Classes): boolean {
  try {
    const { seed, label } = readFavourite(text);
    const isOfClass = label === undefined ||
      classes.some(({ name }) => name === label);
    return seed !== undefined && isOfClass;
  } catch {
    return false;
  }
}

/**
 * Favourites: to look at, to share by the address that names them, and to breed
 * two of them. The list may also be somebody else's.
 */
export class FavouritesView {
  readonly #list = element("favourite-list", HTMLOListElement);
  readonly #template = element("favourite", HTMLTemplateElement);
  readonly #note = element("favourites-note", HTMLParagraphElement);
  readonly #breed = element("breed-two", HTMLButtonElement);
  readonly #keepAll = element("keep-all", HTMLButtonElement);
  readonly #share = element("share", HTMLDivElement);
  readonly #address = element("favourites-address", HTMLInputElement);
  readonly #link = element("open-favourites", HTMLAnchorElement);
  readonly #heart = element("keep", HTMLButtonElement);
  readonly #classes: Classes;
  readonly #favourites: Favourites;
  readonly #pictures: Pictures;
  readonly #router: Router;
  readonly #modal: Modal;
  #shown: readonly string[] = [];
  #chosen: string[] = [];
  #views: PictureView[] = [];

  /**
   * @param generator Whose pictures they are.
   * @param favourites Those that are kept.
   * @param pictures Where they come from.
   * @param router Says which are shown.
   */
  constructor(
    { classes }: Generator,
    favourites: Favourites,
    pictures: Pictures,
    router: Router,
  ) {
    this.#classes = classes;
    this.#favourites = favourites;
    this.#pictures = pictures;
    this.#router = router;
    this.#modal = new Modal(
      element("favourites", HTMLDialogElement),
      element("close-favourites", HTMLAnchorElement),
      () => router.close(),
    );
    this.#link.addEventListener("click", (event) => {
      if (!isPlainClick(event)) return;
      event.preventDefault();
      router.open({ ...CLOSED, favourites: this.#own() });
    });
    this.#heart.addEventListener("click", () => {
      favourites.toggle(favouriteOf(router.state));
      const kept = this.#heart.ariaPressed === "true";
      announce(kept ? "Kept among the favourites." : "Not kept any more.");
    });
    this.#keepAll.addEventListener("click", () => {
      favourites.keep(this.#shown);
      announce("All are kept.");
    });
    this.#breed.addEventListener("click", () => this.#breedTwo());
    router.listen((state) => this.#update(state));
    favourites.listen(() => this.#mark());
  }

  /** The latest of those that are kept: as many as an address may name. */
  #own(): string[] {
    return this.#favourites.kept
      .filter((kept) => isFavourite(kept, this.#classes))
      .slice(-MAX_FAVOURITES);
  }

  #update(state: Readonly<PageState>): void {
    const { favourites } = state;
    this.#modal.open = favourites !== undefined;
    const shown = favourites ?? [];
    if (JSON.stringify(shown) !== JSON.stringify(this.#shown)) {
      this.#fill(shown);
    }
    this.#address.value = location.href;
    this.#share.hidden = shown.length === 0;
    this.#mark();
  }

  #fill(shown: readonly string[]): void {
    this.#shown = shown;
    this.#chosen = [];
    for (const view of this.#views) view.clear();
    this.#views = [];
    this.#list.replaceChildren(
      ...shown.map((favourite) => this.#item(favourite)),
    );
  }

  #item(favourite: string): Node {
    const item = this.#template.content.cloneNode(true) as DocumentFragment;
    const link = inside(item, "a", HTMLAnchorElement);
    const box = inside(item, "input", HTMLInputElement);
    const heart = inside(item, "button", HTMLButtonElement);
    const image = inside(item, "img", HTMLImageElement);
    const { model, from } = this.#router.state;
    const state = { ...readFavourite(favourite), model, from };
    const name = nameOf(favourite);
    link.href = pageAddress(state);
    link.addEventListener("click", (event) => {
      if (!isPlainClick(event)) return;
      event.preventDefault();
      this.#router.open({ ...state, favourites: undefined });
    });
    heart.dataset.favourite = favourite;
    heart.setAttribute("aria-label", `Keep ${name}`);
    heart.addEventListener("click", () => this.#favourites.toggle(favourite));
    box.setAttribute("aria-label", `Breed ${name}`);
    box.addEventListener("change", () => this.#choose(favourite));
    const relative = openPicture(state);
    const view = new PictureView(image, this.#pictures);
    if (relative !== undefined) view.show(pagePicture(relative, state), name);
    this.#views.push(view);
    return item;
  }

  /** Chooses one for breeding; of three, the first is let go. */
  #choose(favourite: string): void {
    this.#chosen = this.#chosen.includes(favourite)
      ? this.#chosen.filter((chosen) => chosen !== favourite)
      : [...this.#chosen, favourite].slice(-2);
    this.#list.querySelectorAll("input").forEach((box, index) => {
      box.checked = this.#chosen.includes(this.#shown[index] ?? "");
    });
    this.#breed.disabled = this.#chosen.length < 2;
  }

  #breedTwo(): void {
    const [one, other] = this.#chosen;
    if (one === undefined || other === undefined) return;
    const { seed, mutations } = relativeOf(one);
    this.#router.open({
      ...CLOSED,
      ...FULL_LOOK,
      ...{ seed: `${seed}`, mutations },
      mate: relativeOf(other),
      // Children of two classes are of that of the first.
      label: pageClass(readFavourite(one), this.#classes),
    });
  }

  /** Shows which pictures are kept. */
  #mark(): void {
    const { kept } = this.#favourites;
    this.#link.textContent = kept.length === 0
      ? "Favourites"
      : `Favourites (${kept.length})`;
    const own = this.#shown.filter((favourite) => kept.includes(favourite));
    this.#keepAll.hidden = own.length === this.#shown.length;
    this.#note.textContent = this.#shown.length === 0
      ? "Nothing yet: open a picture and keep it."
      : own.length === this.#shown.length
      ? "Choose two to breed them."
      : `${this.#shown.length - own.length} of them are not kept.`;
    for (const heart of this.#list.querySelectorAll("button")) {
      const is = kept.includes(heart.dataset.favourite ?? "");
      heart.setAttribute("aria-pressed", `${is}`);
    }
    const { state } = this.#router;
    this.#heart.hidden = state.seed === undefined || state.mate !== undefined;
    const pressed = state.seed !== undefined &&
      kept.includes(favouriteOf(state));
    this.#heart.setAttribute("aria-pressed", `${pressed}`);
    this.#heart.textContent = pressed ? "Kept" : "Keep";
  }
}
