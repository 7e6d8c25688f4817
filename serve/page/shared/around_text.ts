import type { Look } from "../../picture/look.ts";

/**
 * What all pictures resemble, in words.
 *
 * @param look How pictures look.
 * @returns Empty where they vary as much as they can.
 */
export function aroundText({ variety, around }: Readonly<Look>): string {
  return variety === 1 ? "" : `All resemble seed ${around}.`;
}
