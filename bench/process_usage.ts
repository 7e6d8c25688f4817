/**
 * What a process has used, from Linux's /proc.
 *
 * @module
 */

/** Milliseconds of a tick; Linux has 100 a second for all user programs. */
const TICK = 10;

function read(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return "";
  }
}

/**
 * Processor time of all threads of a process, user and system.
 *
 * @param pid The process.
 * @returns Milliseconds, in steps of 10; NaN where there is no /proc.
 */
export function cpuMilliseconds(pid: number): number {
  // The name of the program may have spaces, but ends with the last bracket.
  const fields = read(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK;
}

function megabytes(pid: number, name: "VmHWM" | "VmRSS"): number {
  const status = read(`/proc/${pid}/status`);
  return Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1000;
}

/**
 * Highest resident memory of a process so far.
 *
 * @param pid The process.
 * @returns Megabytes; NaN where there is no /proc.
 */
export function peakMegabytes(pid: number): number {
  return megabytes(pid, "VmHWM");
}

/**
 * Resident memory of a process now.
 *
 * @param pid The process.
 * @returns Megabytes; NaN where there is no /proc.
 */
export function residentMegabytes(pid: number): number {
  return megabytes(pid, "VmRSS");
}
