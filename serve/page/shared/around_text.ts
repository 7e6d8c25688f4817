import type { Classes } from "../../../core/classes.ts";
import type { PageState } from "./page_state.ts";

/**
 * What all pictures resemble, in words.
 *
 * @param state How pictures look, and of which class they are.
 * @param classes Those of the generator.
 * @returns Empty where they vary as much as they can.
 */
export function aroundText(
  { variety, around, label }: Readonly<PageState>,
  classes: Classes,
): string {
  if (variety === 1) return "";
  const isMixed = classes.length > 0 && label === undefined;
  return `All resemble seed ${around}${isMixed ? ", each in its class" : ""}.`;
}
