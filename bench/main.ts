/**
 * Measurements of training: `deno task bench`.
 *
 * @module
 */

import { runCommand } from "../core/command_line/run_command.ts";
import { UserError } from "../core/user_error.ts";

/** The benchmarks by name. The first is the one without a name. */
const BENCHMARKS: Readonly<
  Record<string, () => Promise<(args: readonly string[]) => Promise<void>>>
> = {
  training: async () => (await import("./training.ts")).benchTraining,
  profile: async () => (await import("./profile.ts")).benchProfile,
  gpu: async () => (await import("./gpu.ts")).benchGpu,
};

async function bench([name = "", ...rest]: readonly string[]): Promise<void> {
  const names = Object.keys(BENCHMARKS);
  const isNamed = name !== "" && !name.startsWith("-");
  const load = BENCHMARKS[isNamed ? name : names[0] as string];
  if (load === undefined) {
    throw new UserError(`${name} is no benchmark: ${names.join(", ")}`, 2);
  }
  const run = await load();
  await run(isNamed || name === "" ? rest : [name, ...rest]);
}

await runCommand(() => bench(Deno.args));
