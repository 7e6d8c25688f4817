import type { Classes } from "../core/classes.ts";

/** What it takes to paint in the tab. */
export interface Painting {
  /** Address of the worker's script. */
  script: string;
  /** Address of the weights. */
  weights: string;
  /** Bytes of the weights. */
  bytes: number;
  /** Their checksum, as `fetch` takes it. */
  integrity: string;
}

/** What the scripts need to know of the generator that the page shows. */
export interface Generator {
  /** Names it in addresses. */
  digest: string;
  /** What it is called. */
  name: string;
  /** Columns of a picture. */
  width: number;
  /** Rows of a picture. */
  height: number;
  /** Its classes; none if it is not conditional. */
  classes: Classes;
  /** How to paint in the tab; `undefined` where the service keeps the weights. */
  painting: Painting | undefined;
}

/**
 * The generator that the page shows: the server wrote it into the page.
 */
export function shownGenerator(): Generator {
  const { dataset } = document.body;
  const { digest = "", name = "", width, height, classes = "[]" } = dataset;
  const { painter, weights, weightsBytes, weightsIntegrity } = dataset;
  const painting = painter === undefined || weights === undefined
    ? undefined
    : {
      script: painter,
      weights,
      bytes: Number(weightsBytes),
      integrity: weightsIntegrity ?? "",
    };
  return {
    digest,
    name,
    width: Number(width),
    height: Number(height),
    classes: JSON.parse(classes),
    painting,
  };
}
