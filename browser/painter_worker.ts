/**
 * The worker in which the page paints, with the engine of the service.
 *
 * @module
 */

import type { Classes } from "../core/classes.ts";
import { compileModule, Engine } from "../core/generator/engine/engine.ts";
import type { Direction } from "../core/generator/direction.ts";
import { toPictures } from "../core/picture/picture.ts";
import { toImageData } from "../core/picture/rgba.ts";
import {
  type PagePicture,
  pictureLabel,
  pictureLatent,
} from "../serve/page/shared/page_picture.ts";
import type { Order, Report } from "./painter_messages.ts";

/** The part of a worker's global scope that is used here. */
interface WorkerScope {
  onmessage: (event: MessageEvent<Order>) => void;
  postMessage(report: Report): void;
}

const scope = globalThis as unknown as WorkerScope;

// First of all: where it fails, nobody has to fetch weights.
const module = compileModule();

let engine: Engine | undefined;
let directions: readonly Direction[] = [];
let classes: Classes = [];

function paint(pictures: readonly PagePicture[]): ImageData[] {
  if (engine === undefined) throw new Error("Nothing is loaded");
  const { latentSize } = engine;
  const latents = new Float32Array(pictures.length * latentSize);
  const labels = new Float32Array(pictures.length * classes.length);
  pictures.forEach((picture, index) => {
    latents.set(pictureLatent(picture, directions), index * latentSize);
    labels.set(pictureLabel(picture, classes), index * classes.length);
  });
  return toPictures(engine.paint(latents, labels), engine).map(toImageData);
}

scope.onmessage = ({ data }) => {
  if (data.kind === "paint") {
    scope.postMessage({ kind: "painted", images: paint(data.pictures) });
    return;
  }
  ({ directions, classes } = data);
  engine = new Engine(new Uint8Array(data.model), module);
  scope.postMessage({ kind: "loaded" });
};

scope.postMessage({ kind: "listening" });
