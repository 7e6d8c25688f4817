import type { Classes } from "../core/classes.ts";
import { walkAddress } from "../serve/page/shared/addresses.ts";
import { nameSeed } from "../serve/page/shared/named_seed.ts";
import {
  type PagePicture,
  pagePicture,
  pictureClass,
} from "../serve/page/shared/page_picture.ts";
import type { PageState } from "../serve/page/shared/page_state.ts";
import {
  largestScale,
  WALK_FRAMES,
} from "../serve/page/shared/picture_size.ts";
import { ClassChooser } from "./class_chooser.ts";
import { element } from "./elements.ts";
import { FilmStrip } from "./film_strip.ts";
import type { Generator } from "./generator.ts";
import { Modal } from "./modal.ts";
import { PaintedWay } from "./painted_way.ts";
import { type Pictures, PictureView } from "./picture_view.ts";
import { Player } from "./player.ts";
import { randomSeed } from "./random_seed.ts";
import { recordWalk, videoType } from "./record_walk.ts";
import type { Router } from "./router.ts";
import { saveBlob } from "./save_file.ts";
import type { Way } from "./way.ts";

/** One end of the walk: a small picture, its name and its class. */
class End {
  readonly #picture: PictureView;
  readonly #name: HTMLParagraphElement;
  readonly #classes: Classes;
  readonly #chooser: ClassChooser;
  #label: string | undefined;

  constructor(
    which: "start" | "end",
    { classes }: Generator,
    pictures: Pictures,
    changed: () => void,
  ) {
    const image = element(`walk-${which}`, HTMLImageElement);
    this.#picture = new PictureView(image, pictures, { format: "png" });
    this.#name = element(`${which}-name`, HTMLParagraphElement);
    this.#classes = classes;
    this.#chooser = new ClassChooser(`${which}-class`, (label) => {
      this.#label = label;
      changed();
    });
  }

  /** Its class. */
  get label(): string | undefined {
    return this.#label;
  }

  show(picture: PagePicture, name: string): void {
    this.#picture.show(picture, "");
    this.#name.textContent = name;
    this.#label = pictureClass(picture, this.#classes);
    this.#chooser.value = this.#label;
  }
}

/**
 * The walk from one picture to another. The tab paints each place on the way;
 * where it cannot, one film strip is fetched, and the slider then shows any
 * place at once, too.
 */
export class Walk {
  readonly #canvas = element("frame", HTMLCanvasElement);
  readonly #note = element("walk-note", HTMLParagraphElement);
  readonly #way = element("way", HTMLInputElement);
  readonly #play = element("play", HTMLButtonElement);
  readonly #link = element("walk-address", HTMLInputElement);
  readonly #gif = element("gif", HTMLAnchorElement);
  readonly #frame = element("save-frame", HTMLButtonElement);
  readonly #video = element("save-video", HTMLButtonElement);
  readonly #start: End;
  readonly #end: End;
  readonly #player = new Player((place) => this.#go(place));
  readonly #generator: Generator;
  readonly #pictures: Pictures;
  readonly #modal: Modal;
  #shown = "";
  #painted: Way | undefined;
  #loading = new AbortController();

  /**
   * @param generator Whose pictures they are.
   * @param pictures Where they come from.
   * @param router Says which.
   */
  constructor(generator: Generator, pictures: Pictures, router: Router) {
    this.#generator = generator;
    this.#pictures = pictures;
    const changed = () => {
      const [{ label }, { label: endlabel }] = [this.#start, this.#end];
      router.change({ label, endlabel });
    };
    this.#start = new End("start", generator, pictures, changed);
    this.#end = new End("end", generator, pictures, changed);
    this.#modal = new Modal(
      element("walk", HTMLDialogElement),
      element("close-walk", HTMLAnchorElement),
      () => router.close(),
    );
    this.#way.addEventListener("input", () => {
      this.#pause();
      this.#go(this.#way.valueAsNumber);
    });
    this.#play.addEventListener("click", () => {
      if (this.#player.playing) return this.#pause();
      this.#player.start(this.#way.valueAsNumber);
      this.#label();
    });
    element("elsewhere", HTMLButtonElement).addEventListener("click", () => {
      router.change({ to: `${randomSeed()}` });
    });
    this.#frame.addEventListener("click", () => this.#saveFrame());
    const type = videoType();
    this.#video.hidden = type === undefined;
    if (type !== undefined) {
      this.#video.addEventListener("click", () => this.#saveVideo(type));
    }
    router.listen((state) => this.#update(state));
  }

  #update(state: Readonly<PageState>): void {
    const { seed, to, label, endlabel = label } = state;
    if (seed === undefined || to === undefined) {
      this.#modal.open = false;
      this.#forget();
      return;
    }
    const [from, end] = [nameSeed(seed), nameSeed(to)];
    const { digest, name } = this.#generator;
    const start = pagePicture({ seed: from.seed, mutations: [] }, state);
    this.#start.show(start, from.title);
    this.#end.show({ ...start, seed: end.seed, label: endlabel }, end.title);
    const file = (format: "gif" | "png", scale: number) =>
      walkAddress(digest, from.seed, end.seed, {
        ...state,
        format,
        frames: WALK_FRAMES,
        scale,
      });
    const scale = largestScale(this.#generator, WALK_FRAMES, 8, "gif");
    this.#gif.href = file("gif", scale);
    this.#gif.download = `${name}-${from.seed}-${end.seed}.gif`;
    this.#link.value = location.href;
    this.#modal.open = true;
    const strip = file("png", 1);
    if (strip === this.#shown) return;
    const { painter } = this.#pictures;
    if (!painter.ready) return void this.#load(strip);
    this.#forget();
    this.#shown = strip;
    const goal = { to: end.seed, label: endlabel };
    this.#begin(new PaintedWay(painter, start, goal, () => this.#load(strip)));
  }

  /** Fetches the film strip. */
  async #load(address: string): Promise<void> {
    this.#forget();
    this.#shown = address;
    const { signal } = this.#loading = new AbortController();
    this.#note.textContent = "Painting the way …";
    this.#enable(false);
    try {
      const strip = await FilmStrip.load(address, this.#generator, signal);
      if (signal.aborted) return strip.close();
      this.#begin(strip);
    } catch (error) {
      if (!signal.aborted) this.#note.textContent = (error as Error).message;
    }
  }

  #begin(way: Way): void {
    this.#painted = way;
    this.#note.textContent = "";
    this.#enable(true);
    this.#go(0);
    // Once, to show what the slider does.
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    this.#player.toEnd(() => this.#label());
    this.#label();
  }

  #forget(): void {
    this.#pause();
    this.#loading.abort();
    this.#painted?.close();
    this.#painted = undefined;
    this.#shown = "";
  }

  #pause(): void {
    this.#player.stop();
    this.#label();
  }

  #label(): void {
    this.#play.textContent = this.#player.playing ? "Pause" : "Play";
  }

  #go(place: number): void {
    const context = this.#canvas.getContext("2d");
    if (context === null) return;
    this.#way.valueAsNumber = place;
    const percent = Math.round(place * 100);
    this.#way.setAttribute("aria-valuetext", `${percent} % of the way`);
    this.#painted?.draw(context, place);
  }

  #enable(enabled: boolean): void {
    for (const control of [this.#way, this.#play, this.#frame, this.#video]) {
      control.disabled = !enabled;
    }
  }

  #saveFrame(): void {
    const percent = Math.round(this.#way.valueAsNumber * 100);
    this.#canvas.toBlob((blob) => {
      if (blob !== null) this.#save(blob, `walk-${percent}.png`);
    });
  }

  async #saveVideo(type: string): Promise<void> {
    const way = this.#painted;
    if (way === undefined) return;
    const extension = type.startsWith("video/mp4") ? "mp4" : "webm";
    const name = this.#gif.download.slice(this.#generator.name.length + 1, -4);
    this.#video.disabled = true;
    this.#note.textContent = "Recording the video …";
    try {
      const video = await recordWalk(way, this.#generator, type);
      // Left meanwhile: the rest of the video stands still.
      if (way !== this.#painted) return;
      this.#save(video, `${name}.${extension}`);
      this.#note.textContent = "";
    } catch (error) {
      if (way !== this.#painted) return;
      this.#note.textContent = (error as Error).message;
    }
    this.#video.disabled = false;
  }

  #save(blob: Blob, name: string): void {
    saveBlob(blob, `${this.#generator.name}-${name}`);
  }
}
