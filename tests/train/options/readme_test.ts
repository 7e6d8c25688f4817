import { assertStringIncludes } from "@std/assert";
import { formatValue } from "../../../core/option_description.ts";
import { PRESETS, type Row } from "../../../train/options/row.ts";
import { TRAIN_TABLE } from "../../../train/options/table.ts";

function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

Deno.test("README.md has the values of the presets as TRAIN_TABLE has them", async () => {
  const path = new URL("../../../README.md", import.meta.url);
  const text = await Deno.readTextFile(path);
  // Without the spaces that align the columns.
  const readme = text.replaceAll(/ {2,}\|/g, " |");
  assertStringIncludes(
    readme,
    tableRow(["option", ...PRESETS.map((name) => `\`${name}\``)]),
  );
  for (const [name, row] of Object.entries<Row>(TRAIN_TABLE)) {
    const { presets } = row;
    if (presets === undefined) continue;
    const values = PRESETS.map((preset) => formatValue(row, presets[preset]));
    assertStringIncludes(readme, tableRow([`\`--${name}\``, ...values]));
  }
});
