import type { Classes } from "../core/classes.ts";
import type { Direction } from "../core/generator/direction.ts";
import type { PagePicture } from "../serve/page/shared/page_picture.ts";
import type { Generator } from "./generator.ts";
import type { Order, Report } from "./painter_messages.ts";
import { worthLoading } from "./worth_loading.ts";

/** Pictures that the engine is given at a time, as many as it paints together. */
const BATCH = 8;

/** Milliseconds for the weights; a connection that needs more is too slow. */
const PATIENCE = 30_000;

/** The part of what the service says of a generator that painting needs. */
interface Model {
  readonly digest: string;
  readonly card: { readonly directions?: readonly Direction[] };
}

/** A picture that somebody waits for. */
interface Request {
  readonly picture: PagePicture;
  readonly resolve: (image: ImageData | undefined) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Paints in the visitor's own tab, in a worker. It is ready some time after the
 * page is complete, or never: then the service paints.
 *
 * Whoever wants pictures is in line once, with the latest wish, and in the order
 * in which they came: so a slider that moves fast shows each of many pictures
 * from time to time, and none is painted that nobody wants any more.
 */
export class Painter {
  readonly #digest: string;
  readonly #classes: Classes;
  #worker: Worker | undefined;
  #ready = false;
  readonly #waiting = new Map<object, Request>();
  #painting: Request[] = [];

  /**
   * @param generator Whose pictures it paints.
   */
  constructor({ digest, classes, painting }: Generator) {
    this.#digest = digest;
    this.#classes = classes;
    if (painting === undefined || typeof WebAssembly === "undefined") return;
    const load = () => {
      if (worthLoading(painting.bytes)) this.#start(painting);
    };
    // What is in sight comes first, from the service.
    if (document.readyState === "complete") load();
    // The visit has a duration only after the event.
    else addEventListener("load", () => setTimeout(load), { once: true });
  }

  /** Whether it can paint now. */
  get ready(): boolean {
    return this.#ready;
  }

  /**
   * Paints a picture.
   *
   * @param owner Who wants it, in place of what it wanted before.
   * @param picture The picture.
   * @returns Its pixels; `undefined` if the owner wants another or none by then.
   * @throws {Error} If painting has become impossible.
   */
  paint(owner: object, picture: PagePicture): Promise<ImageData | undefined> {
    if (!this.#ready) return Promise.reject(new Error("It cannot paint here"));
    return new Promise((resolve, reject) => {
      // In the same place of the line.
      this.#waiting.get(owner)?.resolve(undefined);
      this.#waiting.set(owner, { picture, resolve, reject });
      this.#next();
    });
  }

  /** Does not paint what an owner waits for. */
  forget(owner: object): void {
    this.#waiting.get(owner)?.resolve(undefined);
    this.#waiting.delete(owner);
  }

  #start(painting: NonNullable<Generator["painting"]>): void {
    const worker = new Worker(painting.script);
    this.#worker = worker;
    worker.onerror = (event) => {
      event.preventDefault();
      this.#lose();
    };
    worker.onmessage = ({ data }: MessageEvent<Report>) => {
      if (data.kind === "listening") this.#load(painting);
      else if (data.kind === "painted") this.#painted(data.images);
      else {
        this.#ready = true;
        document.body.dataset.painting = "here";
      }
    };
  }

  async #load(
    { weights, integrity }: NonNullable<Generator["painting"]>,
  ): Promise<void> {
    try {
      const patient = {
        priority: "low",
        signal: AbortSignal.timeout(PATIENCE),
      } as const;
      const [response, cards] = await Promise.all([
        fetch(weights, { integrity, ...patient }),
        fetch("models", patient),
      ]);
      if (!response.ok || !cards.ok) return this.#lose();
      const { models } = await cards.json() as { models: readonly Model[] };
      const shown = models.find(({ digest }) => digest === this.#digest);
      if (shown === undefined) return this.#lose();
      const { directions = [] } = shown.card;
      const model = await response.arrayBuffer();
      const classes = this.#classes;
      this.#order({ kind: "load", model, directions, classes }, [model]);
    } catch {
      this.#lose();
    }
  }

  #order(order: Order, transfer: Transferable[] = []): void {
    this.#worker?.postMessage(order, transfer);
  }

  #next(): void {
    if (this.#painting.length > 0 || this.#waiting.size === 0) return;
    const batch = [...this.#waiting].slice(0, BATCH);
    for (const [owner] of batch) this.#waiting.delete(owner);
    this.#painting = batch.map(([, request]) => request);
    const pictures = this.#painting.map(({ picture }) => picture);
    this.#order({ kind: "paint", pictures });
  }

  #painted(images: readonly ImageData[]): void {
    this.#painting.forEach(({ resolve }, index) => resolve(images[index]));
    this.#painting = [];
    this.#next();
  }

  #lose(): void {
    this.#worker?.terminate();
    this.#ready = false;
    delete document.body.dataset.painting;
    const lost = [...this.#painting, ...this.#waiting.values()];
    this.#painting = [];
    this.#waiting.clear();
    for (const { reject } of lost) reject(new Error("Painting failed"));
  }
}
