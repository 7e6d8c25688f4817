/** Longest wait for anything, milliseconds. */
const PATIENCE = 120_000;

/**
 * Waits until something holds, and fails if it never does: a test that hangs
 * takes the whole run with it.
 *
 * @param problem What is wrong as long as it does not hold.
 * @param holds Whether it does.
 */
export async function eventually(
  problem: string | (() => Promise<string>),
  holds: () => boolean | Promise<boolean>,
): Promise<void> {
  const deadline = performance.now() + PATIENCE;
  while (!await holds()) {
    if (performance.now() > deadline) {
      throw new Error(typeof problem === "string" ? problem : await problem());
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
