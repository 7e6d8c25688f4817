import { History, type LoggedStep, MEASURES } from "./history.ts";
import { jsonLines } from "./json_lines.ts";

/** The numbers among the fields of a line; undefined if it is no step. */
function toStep(line: Record<string, unknown>): LoggedStep | undefined {
  const { step, images, seconds } = line;
  if (typeof step !== "number" || typeof images !== "number") return undefined;
  const measured = MEASURES.flatMap((name) => {
    const value = line[name];
    return typeof value === "number" ? [[name, value]] : [];
  });
  return {
    step,
    images,
    seconds: typeof seconds === "number" ? seconds : 0,
    ...Object.fromEntries(measured),
  };
}

/**
 * Reads the course of a run from its log.
 *
 * @param path Path of `log.jsonl`; without it there were no steps.
 * @param last Steps to read; those past it are left out.
 */
export async function readHistory(
  path: string,
  last = Infinity,
): Promise<History> {
  const history = new History();
  for await (const line of jsonLines(path)) {
    const step = toStep(line);
    if (step !== undefined && step.step <= last) history.add(step);
  }
  return history;
}
