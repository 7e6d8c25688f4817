import { connection } from "./connection.ts";

/** Tries before giving up on a busy service. */
const TRIES = 4;

/** Longest wait between two tries, milliseconds. */
const LONGEST_WAIT = 8000;

/** Milliseconds that a busy service asks for, or twice as long as last time. */
function waitFor(response: Response, attempt: number): number {
  const seconds = Number(response.headers.get("Retry-After") ?? "0");
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

/** Fetches; while the service cannot be reached, it waits for it. */
async function reach(
  address: string,
  init: RequestInit & { signal: AbortSignal },
): Promise<Response> {
  for (let attempt = 0;; attempt = Math.min(attempt + 1, 4)) {
    try {
      return await fetch(address, init);
    } catch (error) {
      if (init.signal.aborted) throw error;
      // It may have been only this one connection.
      if (attempt > 0) await sleep(400 * 2 ** attempt, init.signal);
      await connection.back(init.signal);
    }
  }
}

/**
 * Fetches a file and tries again while the service is busy (429, 503). While it
 * cannot be reached, it waits until it can.
 *
 * @param address What to fetch.
 * @param init Method and body; its `signal` ends the waiting, too.
 * @returns The content of the file.
 * @throws {Error} If the service refuses or stays busy, with a sentence for the
 *   user; or the reason of the signal.
 */
export async function patientFetch(
  address: string,
  init: RequestInit & { signal: AbortSignal },
): Promise<Blob> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const response = await reach(address, init);
    if (response.ok) return await response.blob();
    const busy = response.status === 429 || response.status === 503;
    if (!busy) throw new Error("The service could not paint this.");
    await sleep(waitFor(response, attempt), init.signal);
  }
  throw new Error("The service is busy. Please try again in a moment.");
}
