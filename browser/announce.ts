import { element } from "./elements.ts";

/**
 * Tells users of screen readers what has happened.
 *
 * @param text One sentence.
 */
export function announce(text: string): void {
  element("announcement", HTMLParagraphElement).textContent = text;
}
