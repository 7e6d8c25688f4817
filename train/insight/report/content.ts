/**
 * What a report is made of, read from a run's folder.
 *
 * @module
 */

import {
  type DatasetCard,
  readDatasetCard,
} from "../../record/dataset_card.ts";
import type { RunFolder } from "../../record/run_folder.ts";
import type { Chart } from "../chart.ts";
import { fakesGrids } from "../../record/fakes_grids.ts";
import type { History } from "../../record/history.ts";
import { readHistory } from "../../record/read_history.ts";
import { runCharts } from "../run_charts.ts";
import { readScores, type ScoredStep } from "../../record/scores.ts";
import { readStarts, type RunStart } from "../../record/starts.ts";
import { readReportOptions, type ReportOptions } from "./report_options.ts";

/** A picture of a report. */
export interface ReportPicture {
  /** Images shown before it was drawn; 0 for real pictures. */
  readonly images: number;
  /** Its content as a `data:` URI. */
  readonly uri: string;
}

/** What a report is made of. */
export interface ReportContent {
  /** Path of the run's folder. */
  readonly path: string;
  /** Options of the run. */
  readonly options: ReportOptions;
  /** What it was trained on. */
  readonly dataset: DatasetCard;
  /** How it went. */
  readonly history: History;
  /** Its scores, by step. */
  readonly scored: readonly ScoredStep[];
  /** When and where it was started. */
  readonly starts: readonly RunStart[];
  /** Charts of all that. */
  readonly charts: readonly Chart[];
  /** A grid of real pictures. */
  readonly reals: ReportPicture | undefined;
  /** The last grid of fakes. */
  readonly fakes: ReportPicture | undefined;
  /** The animation of all grids of fakes. */
  readonly progress: ReportPicture | undefined;
}

async function readPicture(
  path: string,
  images = 0,
): Promise<ReportPicture | undefined> {
  const type = path.endsWith(".gif") ? "image/gif" : "image/png";
  try {
    const bytes = await Deno.readFile(path);
    return { images, uri: `data:${type};base64,${bytes.toBase64()}` };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/**
 * Reads what a report is made of. Options and data set must be there; of the
 * rest it takes what it finds.
 *
 * @param folder The run's folder.
 * @throws {UserError} If it is no run folder, or a file of it is damaged.
 */
export async function readReportContent(
  folder: RunFolder,
): Promise<ReportContent> {
  const { path } = folder;
  const options = await readReportOptions(folder.options);
  const dataset = await readDatasetCard(folder.dataset);
  const history = await readHistory(folder.log);
  const scored = await readScores(folder.scores);
  const last = (await fakesGrids(path)).at(-1);
  return {
    path,
    options,
    dataset,
    history,
    scored,
    starts: await readStarts(`${path}/starts.jsonl`),
    charts: runCharts(history, scored),
    reals: await readPicture(`${path}/reals.png`),
    fakes: last && await readPicture(last.path, last.images),
    progress: await readPicture(`${path}/progress.gif`),
  };
}
