/** Tries before giving up on a busy service. */
const TRIES = 4;

/** Longest wait between two tries, milliseconds. */
const LONGEST_WAIT = 8000;

/** Milliseconds that a busy service asks for, or twice as long as last time. */
function waitFor(response: Response | undefined, attempt: number): number {
  const seconds = Number(response?.headers.get("Retry-After") ?? "0");
  const asked = seconds > 0 ? seconds * 1000 : 400 * 2 ** attempt;
  return Math.min(asked, LONGEST_WAIT);
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    }, { once: true });
  });
}

/**
 * Fetches a file and tries again while the service is busy (429, 503) or cannot
 * be reached.
 *
 * @param address What to fetch.
 * @param init Method and body; its `signal` ends the waiting, too.
 * @returns The content of the file.
 * @throws {Error} If the service refuses or stays busy, with a sentence for the
 *   user; or the reason of the signal.
 *
 * @example
 * ```ts ignore
 * const blob = await patientFetch("/1547224e/image/7.png", { signal });
 * ```
 */
export async function patientFetch(
  address: string,
  init: RequestInit & { signal: AbortSignal },
): Promise<Blob> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    let response: Response | undefined;
    try {
      response = await fetch(address, init);
      if (response.ok) return await response.blob();
    } catch (error) {
      if (init.signal.aborted) throw error;
    }
    const busy = response === undefined || response.status === 429 ||
      response.status === 503;
    if (!busy) throw new Error("The service could not paint this.");
    await sleep(waitFor(response, attempt), init.signal);
  }
  throw new Error("The service is busy. Please try again in a moment.");
}
