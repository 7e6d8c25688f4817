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
  /** The page's own address, absolute and without a query. */
  address: string;
  /** Days since 1970: names the walk of the day. */
  day: number;
  /** Style sheet and scripts. */
  assets: Pick<Assets, "styleSheet" | "script" | "painter">;
}

/**
 * An integer with its thousands separated.
 *
 * @param count What is counted.
 */
export function grouped(count: number): string {
  return count.toLocaleString("en");
}
