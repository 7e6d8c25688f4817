/**
 * Times by operator, of the profiles that onnxruntime writes.
 *
 * @module
 */

import { table } from "./table.ts";

/** What the steps of a profile took in all nodes of one operator. */
export interface OperatorTime {
  /** Operator of ONNX. */
  readonly operator: string;
  /** Milliseconds of a run. */
  readonly milliseconds: number;
  /** Nodes in a run. */
  readonly nodes: number;
}

/** An event of a profile: microseconds. */
interface ProfileEvent {
  readonly cat: string;
  readonly name: string;
  readonly ts: number;
  readonly dur: number;
  readonly args?: { readonly op_name?: string };
}

/**
 * The operator of an event, if it is of a node. Where there are times of the
 * GPU, those of the processor only say how long it took to submit the work.
 */
function operatorOf(
  { cat, name, args }: ProfileEvent,
  onGpu: boolean,
): string | undefined {
  // A kernel of the GPU is called NODE&OPERATOR&KERNEL.
  if (onGpu) return cat === "Api" ? name.split("&")[1] : undefined;
  return cat === "Node" && name.endsWith("_kernel_time")
    ? args?.op_name
    : undefined;
}

/**
 * The profiles in what `printProfiles` has printed, one of each session.
 *
 * @param printed What it has printed.
 * @returns JSON.
 */
export function profilesIn(printed: string): string[] {
  return Array.from(printed.matchAll(/^\[$[^]*?^\]$/gm), ([json]) => json);
}

/**
 * Times by operator, the longest first. The first run, which allocates and
 * compiles, does not count.
 *
 * @param profiles What onnxruntime has written of one session each, as JSON.
 * @returns Times of a run of all sessions.
 */
export function operatorTimes(profiles: readonly string[]): OperatorTime[] {
  const times = new Map<string, { milliseconds: number; nodes: number }>();
  for (const profile of profiles) {
    const events: ProfileEvent[] = JSON.parse(profile);
    const runs = events.filter(({ name }) => name === "model_run");
    const [, second] = runs.map(({ ts }) => ts).sort((a, b) => a - b);
    if (second === undefined) continue;
    const counted = runs.length - 1;
    const onGpu = events.some(({ cat }) => cat === "Api");
    // The clock of the GPU is another one: of its events, those of the first
    // run are the first of as many as there are runs.
    const own = events.filter((event) => operatorOf(event, onGpu) !== undefined)
      .sort((a, b) => a.ts - b.ts);
    const later = onGpu
      ? own.slice(own.length / runs.length)
      : own.filter(({ ts }) => ts >= second);
    for (const event of later) {
      const operator = operatorOf(event, onGpu) as string;
      const time = times.get(operator) ?? { milliseconds: 0, nodes: 0 };
      time.milliseconds += event.dur / 1000 / counted;
      time.nodes += 1 / counted;
      times.set(operator, time);
    }
  }
  return [...times].map(([operator, time]) => ({ operator, ...time }))
    .sort((a, b) => b.milliseconds - a.milliseconds);
}

/**
 * A table of times by operator.
 *
 * @param times Times by operator.
 * @returns Lines of text; operators below half a percent are one line.
 */
export function operatorTable(times: readonly OperatorTime[]): string {
  const total = times.reduce((sum, time) => sum + time.milliseconds, 0);
  const row = (name: string, milliseconds: number, nodes: number) => [
    name,
    milliseconds.toFixed(2),
    `${(100 * milliseconds / total).toFixed(1)} %`,
    nodes.toFixed(0),
  ];
  const isSmall = (time: OperatorTime) => time.milliseconds < total / 200;
  const sums = (of: readonly OperatorTime[]) =>
    of.reduce(
      ([ms, nodes], time) =>
        [ms + time.milliseconds, nodes + time.nodes] as [number, number],
      [0, 0] as [number, number],
    );
  const small = times.filter(isSmall);
  return table([
    ["operator", "ms a step", "part", "nodes"],
    ...times.filter((time) => !isSmall(time))
      .map((time) => row(time.operator, time.milliseconds, time.nodes)),
    ...small.length > 0 ? [row("others", ...sums(small))] : [],
    row("all", ...sums(times)),
  ]);
}
