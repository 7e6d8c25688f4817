import type { Model } from "../models.ts";
import type { Assets } from "./assets.ts";
import type { PageState } from "./shared/page_state.ts";

/** What is to be seen of which generator. */
export interface PageView {
  /** The generator. */
  model: Model;
  /** What is shown of it. */
  state: Readonly<PageState>;
}

/** What the page is made of. */
export interface PageContent extends PageView {
  /** All generators there are to choose from. */
  models: readonly Model[];
  /** Style sheets and scripts. */
  assets: Pick<Assets, "styleSheets" | "scripts">;
}

/**
 * An integer with its thousands separated.
 *
 * @param count What is counted.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { grouped } from "edge-dcgan/serve/page/page_content.ts";
 *
 * assertEquals(grouped(62687), "62,687");
 * ```
 */
export function grouped(count: number): string {
  return count.toLocaleString("en");
}
