import type { Classes } from "../core/classes.ts";

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
}

/**
 * The generator that the page shows: the server wrote it into the page.
 */
export function shownGenerator(): Generator {
  const { digest = "", name = "", width, height, classes = "[]" } =
    document.body.dataset;
  return {
    ...{ digest, name, width: Number(width), height: Number(height) },
    classes: JSON.parse(classes),
  };
}
