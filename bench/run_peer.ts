import { UserError } from "../core/user_error.ts";

/** Variables that would choose OpenBLAS's kernels, and slow ones, by hand. */
const BLAS_OVERRIDES = ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"];

/** How a program of `peers/` in TypeScript is run; nothing is fetched. */
export const DENO = [Deno.execPath(), "run", "-A", "--no-check"];

/** The line that names the error; Python and Deno print more than that. */
function errorLine(output: string): string {
  const lines = output.split("\n").map((line) => line.trim())
    .filter((line) => line !== "");
  const line = lines.findLast((line) => /^(error|\w*Error): /.test(line)) ??
    lines.at(-1) ?? "it says nothing";
  return line.replace(
    /^error: (Uncaught (\(in promise\) )?)?(\w*Error: )?/,
    "",
  );
}

/**
 * Runs a program that measures.
 *
 * @param command Program and arguments.
 * @param limit Seconds that it may take.
 * @returns What it prints; as much as there is if the time is over.
 * @throws {UserError} If the program is missing or fails, or the time was over
 * before it printed anything.
 */
export async function runPeer(
  [program = "", ...args]: readonly string[],
  limit: number,
): Promise<string> {
  const env: Record<string, string> = {
    ...Deno.env.toObject(),
    NO_COLOR: "1",
  };
  for (const variable of BLAS_OVERRIDES) delete env[variable];
  const signal = AbortSignal.timeout(1000 * limit);
  let output: Deno.CommandOutput;
  try {
    output = await new Deno.Command(program, {
      args,
      env,
      clearEnv: true,
      signal,
    }).output();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new UserError(`there is no ${program}`);
  }
  const [printed = "", errors = ""] = [output.stdout, output.stderr]
    .map((bytes) => new TextDecoder().decode(bytes));
  if (output.success || signal.aborted && printed !== "") return printed;
  throw new UserError(
    signal.aborted
      ? `it takes more than ${Math.round(limit)} seconds`
      : errorLine(errors),
  );
}

/**
 * What a program has found, if it prints that as lines of JSON.
 *
 * @param printed What it printed; a line that is cut off is left out.
 */
export function jsonLines<Found>(printed: string): Found[] {
  return printed.split("\n").filter((line) => /^\{.*\}$/.test(line))
    .map((line) => JSON.parse(line));
}
