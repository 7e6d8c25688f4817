import { type Html, html } from "../../../core/html.ts";
import type { PageView } from "../page_content.ts";

/**
 * The classes of the generator to choose from, a part of the form above the
 * pictures; nothing where there are none.
 *
 * @param content What the page is made of.
 */
export function classChooser({ model, state }: PageView): Html {
  const { classes } = model.card.architecture;
  if (classes === undefined) return html``;
  const option = (value: string, text: string, isChosen: boolean) =>
    html`
      <option value="${value}" ${isChosen ? html`selected` : ""}
      >${text}</option>
    `;
  return html`
    <label class="visually-hidden" for="label">Class of all pictures</label>
    <select class="button" id="label" name="label">
      ${option("", "All classes", state.label === undefined)}
      ${classes.map(({ name }) => option(name, name, state.label === name))}
    </select>
  `;
}
