import type { GeneratorCard } from "../../core/generator_card.ts";
import type { Assets } from "./assets.ts";
import type { PageState } from "./shared/page_state.ts";

/** A generator that the page can show. */
export interface PageModel {
  /** Names it in addresses. */
  digest: string;
  /** What it is, where it comes from and whom to credit. */
  card: GeneratorCard;
}

/** What the page is made of. */
export interface PageContent {
  /** All generators there are to choose from. */
  models: readonly PageModel[];
  /** The one that is shown. */
  model: PageModel;
  /** Style sheets and scripts. */
  assets: Pick<Assets, "styleSheets" | "scripts">;
  /** What is shown of it. */
  state: PageState;
}

/** An integer with its thousands separated. */
export function grouped(count: number): string {
  return count.toLocaleString("en");
}
