import type { Edit } from "../core/edit.ts";
import type { Look } from "../serve/picture/look.ts";
import {
  imageAddress,
  type PictureOptions,
} from "../serve/page/shared/addresses.ts";
import type { Relative } from "../serve/page/shared/mutation.ts";
import { nameSeed } from "../serve/page/shared/named_seed.ts";
import { pageClass, pagePicture } from "../serve/page/shared/page_picture.ts";
import {
  CLOSED,
  openPicture,
  pageAddress,
  type PageState,
} from "../serve/page/shared/page_state.ts";
import { pictureFile } from "../serve/page/shared/picture_size.ts";
import { announce } from "./announce.ts";
import { ClassChooser } from "./class_chooser.ts";
import { element, isPlainClick } from "./elements.ts";
import type { Generator } from "./generator.ts";
import { Modal } from "./modal.ts";
import { type Pictures, PictureView } from "./picture_view.ts";
import type { Router } from "./router.ts";

const SEEDS = 2 ** 32;

/** Variety of pictures that resemble one but are others. */
const MORE_LIKE_THIS = 0.5;

/**
 * Shows one picture, large; that of a seed with its address and its files.
 */
export class Viewer {
  readonly #dialog = element("viewer", HTMLDialogElement);
  readonly #title = element("viewer-title", HTMLHeadingElement);
  readonly #note = element("viewer-note", HTMLParagraphElement);
  readonly #image = element("picture", HTMLImageElement);
  readonly #address = element("address", HTMLInputElement);
  readonly #previous = element("previous", HTMLAnchorElement);
  readonly #next = element("next", HTMLAnchorElement);
  readonly #close = element("close-viewer", HTMLAnchorElement);
  readonly #files = element("files", HTMLUListElement)
    .querySelectorAll<HTMLAnchorElement>("a");
  readonly #panel = element("picture-panel", HTMLDivElement);
  readonly #ofSeed = element("seed-part", HTMLDivElement);
  readonly #walk = element("walk-from", HTMLButtonElement);
  readonly #more = element("more-like-this", HTMLButtonElement);
  readonly #class: ClassChooser;
  readonly #picture: PictureView;
  readonly #pictures: Pictures;
  readonly #generator: Generator;
  readonly #router: Router;
  readonly #modal: Modal;

  /**
   * @param generator Whose pictures it shows.
   * @param pictures Where they come from.
   * @param router Says which.
   */
  constructor(generator: Generator, pictures: Pictures, router: Router) {
    this.#generator = generator;
    this.#pictures = pictures;
    this.#picture = new PictureView(this.#image, pictures);
    this.#router = router;
    this.#modal = new Modal(this.#dialog, this.#close, () => router.close());
    this.#dialog.addEventListener("keydown", (event) => this.#key(event));
    for (const link of [this.#previous, this.#next]) {
      link.addEventListener("click", (event) => {
        if (!isPlainClick(event)) return;
        event.preventDefault();
        this.#leaf(link);
      });
    }
    this.#class = new ClassChooser(
      "class",
      (label) => router.change({ label }),
    );
    this.#more.addEventListener("click", () => {
      const around = openPicture(router.state)?.seed;
      if (around === undefined) return;
      const label = pageClass(router.state, generator.classes);
      router.change({ ...CLOSED, variety: MORE_LIKE_THIS, around, label });
      announce(`All pictures resemble seed ${around} now.`);
    });
    router.listen((state) => this.#update(state));
  }

  #update(state: Readonly<PageState>): void {
    const open = openPicture(state);
    if (open === undefined || state.to !== undefined) {
      this.#modal.open = false;
      return;
    }
    const { title, note } = state.seed === undefined
      ? { title: "A latent", note: "Its picture belongs to no seed." }
      : nameSeed(state.seed);
    this.#title.textContent = title;
    this.#note.textContent = note;
    const plain = state.mutations === undefined;
    this.#panel.hidden = !plain;
    this.#image.hidden = !plain;
    if (plain) this.#fill(state, open);
    this.#modal.open = true;
  }

  /** Shows the open picture with other edits, before they are in the address. */
  preview(edit: readonly Edit[]): void {
    const { state } = this.#router;
    const open = openPicture(state);
    if (open === undefined || this.#panel.hidden) return;
    this.#show(open, { ...state, edit });
  }

  #show(open: Relative, look: Readonly<Look>): void {
    const alt = open.latent === undefined
      ? `Picture of seed ${open.seed}`
      : "Picture of a latent";
    this.#picture.show(pagePicture(open, look), alt);
  }

  #fill(state: Readonly<PageState>, open: Relative): void {
    this.#show(open, state);
    this.#class.value = pageClass(state, this.#generator.classes);
    const isOfSeed = open.latent === undefined;
    this.#ofSeed.hidden = this.#walk.hidden = !isOfSeed;
    // Its latent is that of the seed only where nothing has turned it.
    this.#more.hidden = !isOfSeed || state.variety !== 1 ||
      state.truncation !== 1 || state.edit.length > 0;
    if (isOfSeed) this.#link(state, open.seed);
  }

  #link(state: Readonly<PageState>, seed: number): void {
    const { digest, name, width, height } = this.#generator;
    this.#address.value =
      new URL(imageAddress(digest, seed, state), location.href).href;
    for (const link of this.#files) {
      const format = link.dataset.format as
        & PictureOptions["format"]
        & string;
      const scale = Number(link.dataset.scale);
      link.href = imageAddress(digest, seed, { ...state, format, scale });
      link.download = pictureFile(
        { name, architecture: { width, height } },
        seed,
        format,
        scale,
      );
    }
    const beside = (other: number) =>
      pageAddress({
        ...state,
        ...CLOSED,
        edit: state.edit,
        seed: `${(other + SEEDS) % SEEDS}`,
      });
    this.#previous.href = beside(seed - 1);
    this.#next.href = beside(seed + 1);
    const { painter, service } = this.#pictures;
    if (painter.ready) return;
    const shown = (seed: number) => pagePicture({ seed, mutations: [] }, state);
    // Leafing on should not have to wait.
    for (const other of [seed + 1, seed + SEEDS - 1]) {
      new Image().src = service.ofSeed(shown(other % SEEDS), "webp") ?? "";
    }
  }

  /** Goes to the seed before or after. */
  #leaf(link: HTMLAnchorElement): void {
    const seed = new URL(link.href).searchParams.get("seed") ?? undefined;
    this.#router.change({ seed });
  }

  #key(event: KeyboardEvent): void {
    if (this.#panel.hidden || this.#ofSeed.hidden) return;
    // There, arrow keys choose something else.
    const { target } = event;
    if (target instanceof HTMLInputElement) return;
    if (target instanceof HTMLSelectElement) return;
    if (event.key === "ArrowLeft") this.#leaf(this.#previous);
    if (event.key === "ArrowRight") this.#leaf(this.#next);
  }
}
