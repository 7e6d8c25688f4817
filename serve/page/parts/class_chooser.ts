import { type Html, html } from "../../../core/html.ts";
import type { Model } from "../../models.ts";

/** What is chosen from the classes of a generator. */
export interface ClassChoice {
  /** Id of the list. */
  id: string;
  /** What the class is for. */
  label: Html;
  /** The class that is chosen; `undefined`: what stands for none. */
  chosen: string | undefined;
  /** What stands for no class, if one need not be chosen. */
  none?: string;
}

/**
 * The classes of a generator to choose from; nothing where there are none.
 *
 * @param model The generator.
 * @param choice What is chosen.
 */
export function classChooser(
  { card: { architecture: { classes } } }: Model,
  { id, label, chosen, none }: ClassChoice,
): Html {
  if (classes === undefined) return html``;
  const option = (value: string, text: string, isChosen: boolean) =>
    html`
      <option value="${value}" ${isChosen ? html`selected` : ""}
      >${text}</option>
    `;
  return html`
    ${label}
    <select class="button" id="${id}" name="${id}">
      ${none === undefined ? "" : option("", none, chosen === undefined)}
      ${classes.map(({ name }) => option(name, name, chosen === name))}
    </select>
  `;
}
