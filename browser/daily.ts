import { walkAddress } from "../serve/page/shared/addresses.ts";
import { element, inside, isPlainClick } from "./elements.ts";
import { FilmStrip } from "./film_strip.ts";
import type { Generator } from "./generator.ts";
import { PatientImage } from "./patient_image.ts";
import { Player } from "./player.ts";
import type { Router } from "./router.ts";

/** Frames of the walk: few, as it is small and nobody asked for it. */
const FRAMES = 16;

/** Milliseconds from one end to the other. */
const DURATION = 6000;

/**
 * The walk of the day, which plays at the top of the page once all that was
 * asked for is there. It does not where motion or traffic is not wanted, unless
 * its button is pressed.
 */
export class Daily {
  readonly #root = element("daily", HTMLDivElement);
  readonly #image = inside(this.#root, "img", HTMLImageElement);
  readonly #canvas = inside(this.#root, "canvas", HTMLCanvasElement);
  readonly #button = element("daily-pause", HTMLButtonElement);
  readonly #generator: Generator;
  readonly #player = new Player((way) => this.#draw(way), DURATION);
  #strip: FilmStrip | undefined;
  #way = 0;

  /**
   * @param generator Paints the walk.
   * @param router Opens it.
   */
  constructor(generator: Generator, router: Router) {
    this.#generator = generator;
    new PatientImage(this.#image);
    const { start = "0", end = "1" } = this.#root.dataset;
    element("daily-link", HTMLAnchorElement).addEventListener(
      "click",
      (event) => {
        if (!isPlainClick(event)) return;
        event.preventDefault();
        // Of the classes of its seeds, whatever the gallery shows.
        router.open({ seed: start, to: end, label: undefined });
      },
    );
    this.#button.hidden = false;
    this.#button.addEventListener("click", () => {
      if (this.#player.playing) this.#pause();
      else this.#play();
    });
    const { connection } = navigator as { connection?: { saveData?: boolean } };
    if (
      matchMedia("(prefers-reduced-motion: reduce)").matches ||
      connection?.saveData === true
    ) return;
    if (document.readyState === "complete") this.#play();
    else addEventListener("load", () => this.#play(), { once: true });
  }

  async #play(): Promise<void> {
    const { start, end } = this.#root.dataset;
    const { digest } = this.#generator;
    this.#strip ??= await FilmStrip.load(
      walkAddress(digest, Number(start), Number(end), {
        format: "webp",
        frames: FRAMES,
      }),
      this.#generator,
      AbortSignal.timeout(60_000),
    ).catch(() => undefined);
    if (this.#strip === undefined) return;
    this.#image.hidden = true;
    this.#canvas.hidden = false;
    this.#player.start(this.#way);
    this.#button.setAttribute("aria-label", "Pause the walk of the day");
  }

  #pause(): void {
    this.#player.stop();
    this.#button.setAttribute("aria-label", "Play the walk of the day");
  }

  #draw(way: number): void {
    this.#way = way;
    const context = this.#canvas.getContext("2d");
    if (context !== null) this.#strip?.draw(context, way);
  }
}
