import { writeAtomically } from "../../../core/atomic_file.ts";
import type { RunFolder } from "../../record/run_folder.ts";
import { writeCurves } from "../curves.ts";
import { fakesGrids } from "../../record/fakes_grids.ts";
import { writeProgressGif } from "../progress_gif.ts";
import type { Verdict } from "../verdict.ts";
import { readReportContent } from "./content.ts";
import { renderReport } from "./document.ts";
import { judged } from "./facts.ts";
import { readReportOptions } from "./report_options.ts";

/** A report that was written. */
export interface WrittenReport {
  /** Path of the page. */
  readonly path: string;
  /** How the run went. */
  readonly verdict: Verdict;
}

const STYLE = new URL("report.css", import.meta.url);

/**
 * Writes `report.html` of a run, from what its folder holds; before that
 * `progress.gif`, `curves.svg` and `curves.png`, so that all agree.
 *
 * @param folder The run's folder; the run may still be in training.
 * @returns Path of the report, and how the run went.
 * @throws {UserError} If it is no run folder, a file of it is damaged, or one
 * cannot be written.
 */
export async function writeReport(folder: RunFolder): Promise<WrittenReport> {
  const { path } = folder;
  const report = `${path}/report.html`;
  // Nothing is written where there is no run.
  await readReportOptions(folder.options);
  const grids = await fakesGrids(path);
  if (grids.length > 0) {
    await writeProgressGif(
      `${path}/progress.gif`,
      grids.map(({ path }) => path),
    );
  }
  const content = await readReportContent(folder);
  await writeCurves(path, content.charts);
  const style = await Deno.readTextFile(STYLE);
  await writeAtomically(report, renderReport(content, style));
  return { path: report, verdict: judged(content) };
}
