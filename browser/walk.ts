import { imageAddress, walkAddress } from "../serve/page/shared/addresses.ts";
import { nameSeed } from "../serve/page/shared/named_seed.ts";
import type { PageState } from "../serve/page/shared/page_state.ts";
import {
  largestScale,
  WALK_FRAMES,
} from "../serve/page/shared/picture_size.ts";
import { element } from "./elements.ts";
import { FilmStrip } from "./film_strip.ts";
import type { Generator } from "./generator.ts";
import { Modal } from "./modal.ts";
import { PatientImage } from "./patient_image.ts";
import { Player } from "./player.ts";
import { randomSeed } from "./random_seed.ts";
import { recordWalk, videoType } from "./record_walk.ts";
import type { Router } from "./router.ts";

/** One end of the walk: a small picture and its name. */
class End {
  readonly #picture: PatientImage;
  readonly #name: HTMLParagraphElement;

  constructor(which: "start" | "end") {
    const image = element(`walk-${which}`, HTMLImageElement);
    this.#picture = new PatientImage(image);
    this.#name = element(`${which}-name`, HTMLParagraphElement);
  }

  show(address: string, name: string): void {
    this.#picture.show(address, "");
    this.#name.textContent = name;
  }
}

/**
 * The walk from one picture to another. One film strip is fetched for it; the
 * slider then shows any place on the way at once.
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
  readonly #start = new End("start");
  readonly #end = new End("end");
  readonly #player = new Player((way) => this.#go(way));
  readonly #generator: Generator;
  readonly #modal: Modal;
  #shown = "";
  #strip: FilmStrip | undefined;
  #loading = new AbortController();

  /**
   * @param generator Paints the pictures.
   * @param router Says which.
   */
  constructor(generator: Generator, router: Router) {
    this.#generator = generator;
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
    const { seed, to } = state;
    if (seed === undefined || to === undefined) {
      this.#modal.open = false;
      this.#forget();
      return;
    }
    const [from, end] = [nameSeed(seed), nameSeed(to)];
    const { digest, name } = this.#generator;
    const picture = (seed: number) => imageAddress(digest, seed, state);
    this.#start.show(picture(from.seed), from.title);
    this.#end.show(picture(end.seed), end.title);
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
    if (strip !== this.#shown) this.#load(strip);
  }

  async #load(address: string): Promise<void> {
    this.#forget();
    this.#shown = address;
    const { signal } = this.#loading = new AbortController();
    this.#note.textContent = "Painting the way …";
    this.#enable(false);
    try {
      const strip = await FilmStrip.load(address, this.#generator, signal);
      if (signal.aborted) return strip.close();
      this.#strip = strip;
    } catch (error) {
      if (!signal.aborted) this.#note.textContent = (error as Error).message;
      return;
    }
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
    this.#strip?.close();
    this.#strip = undefined;
    this.#shown = "";
  }

  #pause(): void {
    this.#player.stop();
    this.#label();
  }

  #label(): void {
    this.#play.textContent = this.#player.playing ? "Pause" : "Play";
  }

  #go(way: number): void {
    const context = this.#canvas.getContext("2d");
    if (context === null) return;
    this.#way.valueAsNumber = way;
    const percent = Math.round(way * 100);
    this.#way.setAttribute("aria-valuetext", `${percent} % of the way`);
    this.#strip?.draw(context, way);
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
    const strip = this.#strip;
    if (strip === undefined) return;
    const extension = type.startsWith("video/mp4") ? "mp4" : "webm";
    const name = this.#gif.download.slice(this.#generator.name.length + 1, -4);
    this.#video.disabled = true;
    this.#note.textContent = "Recording the video …";
    try {
      const video = await recordWalk(strip, this.#generator, type);
      this.#save(video, `${name}.${extension}`);
      this.#note.textContent = "";
    } catch (error) {
      this.#note.textContent = (error as Error).message;
    }
    this.#video.disabled = false;
  }

  #save(blob: Blob, name: string): void {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${this.#generator.name}-${name}`;
    link.click();
    URL.revokeObjectURL(link.href);
  }
}
