/**
 * Prints a table: how far the gradient of every operation is from central
 * differences, on every device.
 *
 *     deno task gradcheck
 *
 * Exits with 1 if one is further away than the tests allow.
 *
 * @module
 */

import type { Command, OptionTable } from "../core/command_line/command.ts";
import { parseCommandLine } from "../core/command_line/parse.ts";
import { runCommand } from "../core/command_line/run_command.ts";
import { openEngine } from "../train/engine/open_engine.ts";
import { DEVICES } from "../tests/train/engines.ts";
import { GRADIENT_CASES } from "../tests/train/graph/gradient_cases.ts";
import {
  gradientError,
  TOLERANCE,
} from "../tests/train/graph/gradient_check.ts";

const COMMAND = {
  name: "deno task gradcheck",
  summary:
    "Prints how far the gradient of every operation is from central differences, on every device; exits with 1 if one is further away than the tests allow.",
  usage: ["[options]"],
  options: {},
} as const satisfies Command<OptionTable>;

const COLUMN = 10;

async function gradientCheck(args: readonly string[]): Promise<number> {
  const { help } = parseCommandLine(COMMAND, args);
  if (help !== undefined) {
    console.log(help);
    return 0;
  }
  const nameWidth = Math.max(...GRADIENT_CASES.map(({ name }) => name.length));

  const engines = [];
  for (const device of DEVICES) {
    const engine = await openEngine(device, []);
    console.log(`${device.padEnd(COLUMN)}${engine.description}`);
    engines.push(engine);
  }
  console.log(
    `\nLargest relative error of a gradient, up to ${TOLERANCE} counts as right:\n`,
  );
  console.log(
    "operation".padEnd(nameWidth),
    ...DEVICES.map((device) => device.padStart(COLUMN)),
  );
  let wrong = 0;
  for (const gradientCase of GRADIENT_CASES) {
    const cells = [];
    for (const engine of engines) {
      const error = await gradientError(engine, gradientCase);
      // A NaN is wrong too.
      if (!(error <= TOLERANCE)) wrong++;
      cells.push(error.toExponential(1).padStart(COLUMN));
    }
    console.log(gradientCase.name.padEnd(nameWidth), ...cells);
  }
  for (const engine of engines) await engine.release();
  console.log(
    `\n${GRADIENT_CASES.length} cases on ${engines.length} devices, ${wrong} wrong`,
  );
  return wrong > 0 ? 1 : 0;
}

await runCommand(() => gradientCheck(Deno.args));
