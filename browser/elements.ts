/**
 * The element of the page with an id.
 *
 * @param id Its id.
 * @param type What it must be, for instance `HTMLInputElement`.
 * @throws {Error} If the page has no such element.
 */
export function element<Type extends Element>(
  id: string,
  type: new () => Type,
): Type {
  const found = document.getElementById(id);
  if (found instanceof type) return found;
  throw new Error(`The page has no ${type.name} with the id "${id}"`);
}

/**
 * The first element inside another that a selector matches.
 *
 * @param parent Where to look.
 * @param selector CSS selector.
 * @param type What it must be.
 * @throws {Error} If there is none.
 */
export function inside<Type extends Element>(
  parent: ParentNode,
  selector: string,
  type: new () => Type,
): Type {
  const found = parent.querySelector(selector);
  if (found instanceof type) return found;
  throw new Error(`The page has no ${type.name} at "${selector}"`);
}

/**
 * Whether a click should be left to the browser: it opens a new tab or window,
 * or downloads.
 *
 * @param event A click.
 */
export function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !event.ctrlKey && !event.metaKey &&
    !event.shiftKey && !event.altKey;
}
