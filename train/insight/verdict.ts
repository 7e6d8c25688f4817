/**
 * How a run went, in words, and what to try next.
 *
 * @module
 */

import { hasCollapsed } from "../run/collapse.ts";
import { taskCommand } from "../../core/command_line/task_command.ts";
import { restartCommand } from "../run/restart_command.ts";
import { isStale, lowestKid, type ScoredStep } from "../record/scores.ts";
import { halfRate } from "../step/schedule.ts";
import { formatNumber } from "./ticks.ts";

/** A run that is judged. */
export interface JudgedRun {
  /** Path of its folder. */
  readonly path: string;
  /** Its options, as `options.json` has them. */
  readonly options: Readonly<Record<string, unknown>> & {
    readonly lr?: number | undefined;
    readonly lrD?: number | undefined;
    readonly stopAfter?: number | undefined;
  };
  /** How many pictures there are. */
  readonly pictures: number;
  /** Whether it started from random weights, not from trained networks. */
  readonly isNew: boolean;
  /** Images shown so far. */
  readonly images: number;
  /** Images that it is meant for. */
  readonly planned: number;
  /** Its scores, by step. */
  readonly scored: readonly ScoredStep[];
}

/** How a run went. */
export interface Verdict {
  /** In words, without a full stop. */
  readonly words: string;
  /** The one command to try next. */
  readonly command: string;
  /** The command that trains on, for longer than was meant if that is over. */
  readonly longer: string;
}

/** Images before which hardly anything can be recognised. */
const FIRST_SHAPES = 20_000;
/** Images after which noise is no longer a matter of patience. */
const LONG = 100_000;
/** Precision below which fakes are noise: none is like a real picture. */
const NOISE = 0.02;
/** Images that a run should have that is to be continued, at least. */
const LEAST_LENGTH = 60_000;

function kidOf({ scores }: ScoredStep): string {
  return formatNumber(scores["kid"] ?? NaN, 3);
}

/** Whether it is to end before what was planned, as it gets no better. */
function endedEarly(
  { options: { stopAfter = 0 }, scored }: JudgedRun,
): boolean {
  return isStale(scored, stopAfter);
}

/** The command that trains on, for longer than was meant if that is over. */
function longer(run: JudgedRun): string {
  const images = Math.max(2 * run.images, LEAST_LENGTH);
  return taskCommand("train", "--resume", run.path, ...[
    ...run.images >= run.planned ? ["--images", `${images}`] : [],
    ...endedEarly(run) ? ["--stop-after", "0"] : [],
  ]);
}

/** The command that starts anew, at half the learning rates. */
function gentler({ options, pictures }: JudgedRun): string {
  const { lr, lrD = lr } = options;
  return restartCommand(options, {
    ...lr !== undefined && { lr: halfRate(lr) },
    ...lrD !== undefined && { lrD: halfRate(lrD) },
  }, pictures);
}

/**
 * Judges a run by its scores: still noise, still improving, best at some point,
 * or collapsed.
 *
 * @param run The run.
 */
export function verdict(run: JudgedRun): Verdict {
  return { ...judge(run), longer: longer(run) };
}

function judge(run: JudgedRun): Omit<Verdict, "longer"> {
  const { images, scored, path, isNew } = run;
  const [best, last] = [lowestKid(scored), scored.at(-1)];
  const isOver = images >= run.planned || endedEarly(run);
  const after = `after ${images.toLocaleString("en")} images`;
  if (best === undefined || last === undefined) {
    if (isNew && images < FIRST_SHAPES) {
      return { words: earlyNoise(after), command: longer(run) };
    }
    return {
      words: `not scored ${after}: only the grids of fakes show how it went`,
      command: isOver ? taskCommand("eval", path) : longer(run),
    };
  }
  if (hasCollapsed(scored.slice(0, -1), last)) {
    return {
      words:
        `collapsed: ${after} it paints few kinds of pictures; it was best ${
          when(best)
        }, with a KID of ${kidOf(best)}`,
      command: gentler(run),
    };
  }
  if (scored.every(({ scores }) => (scores["precision"] ?? 1) < NOISE)) {
    const early = isNew && images < FIRST_SHAPES;
    const noise = isNew ? "still noise" : "no picture is like a real one yet,";
    return {
      words: early ? earlyNoise(after) : `${noise} ${after}`,
      command: images < LONG ? longer(run) : gentler(run),
    };
  }
  if (best !== last) {
    return {
      words: `best ${when(best)}, with a KID of ${kidOf(best)}; ${
        (last.images - best.images).toLocaleString("en")
      } images more made it no better`,
      command: isOver ? taskCommand("serve", path) : longer(run),
    };
  }
  const before = scored.at(-2);
  return {
    words: before === undefined
      ? `scored once, with a KID of ${kidOf(last)} ${when(last)}`
      : `still improving ${after}: KID fell from ${kidOf(before)} to ${
        kidOf(last)
      } in the last ${(last.images - before.images).toLocaleString("en")}`,
    command: longer(run),
  };
}

function when({ images }: ScoredStep): string {
  return `after ${images.toLocaleString("en")} images`;
}

function earlyNoise(after: string): string {
  return `still noise, or little more, ${after}: first shapes come after some ${
    FIRST_SHAPES.toLocaleString("en")
  }`;
}
