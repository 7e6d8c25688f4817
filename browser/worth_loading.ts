/** Most bytes of weights; the engine takes some three times as much memory. */
const MOST_BYTES = 8_000_000;

/** Milliseconds within which a page on a fast connection is complete. */
const FAST = 2000;

/** What some browsers know of the connection. */
interface NetworkInformation {
  readonly saveData?: boolean;
  readonly effectiveType?: string;
}

function isFast({ effectiveType }: NetworkInformation): boolean {
  if (effectiveType !== undefined) return effectiveType === "4g";
  const [visit] = performance.getEntriesByType("navigation");
  return visit !== undefined && visit.duration < FAST;
}

/**
 * Whether weights are worth their bytes here: they are few enough, nobody wants
 * to save traffic, and the connection is fast. It is by the browser's estimate,
 * or, where it makes none, if the page was complete within two seconds.
 *
 * @param bytes How many there are.
 */
export function worthLoading(bytes: number): boolean {
  const { connection = {} } = navigator as { connection?: NetworkInformation };
  return bytes <= MOST_BYTES && connection.saveData !== true &&
    isFast(connection);
}
