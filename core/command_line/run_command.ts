import process from "node:process";
import { UserError } from "../user_error.ts";

/**
 * Runs the main function of a command: prints a {@linkcode UserError} as one
 * line on standard error and exits with its code; lets every other error, which
 * is a bug, through with its stack trace.
 *
 * @param main Does the work; the number it returns, if any, is the exit code.
 */
export async function runCommand(
  main: () => number | void | Promise<number | void>,
): Promise<void> {
  try {
    const code = await main();
    if (code !== undefined) process.exit(code);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(`error: ${error.message}`);
    process.exit(error.exitCode);
  }
}
