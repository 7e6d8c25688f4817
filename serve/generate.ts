/**
 * Writes pictures of a frozen generator to files: `deno task generate`.
 *
 * @module
 */

import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { writeAtomically } from "../core/atomic_file.ts";
import { parseCommandLine } from "../core/command_line/parse.ts";
import { runCommand } from "../core/command_line/run_command.ts";
import { taskCommand } from "../core/command_line/task_command.ts";
import { folderUrl } from "../core/folder_url.ts";
import { loadGenerator } from "../core/generator/frozen_generator.ts";
import { UserError } from "../core/user_error.ts";
import { writeError } from "../core/write_error.ts";
import { type AskedFile, readAskedFiles } from "./generate/asked_files.ts";
import { COMMAND } from "./generate/command.ts";
import { Problem } from "./http/problem.ts";
import { digestsOf, type Model } from "./models.ts";
import { MAX_BATCH, render } from "./picture/render.ts";
import { checkPlan, pictureJob } from "./routes/picture_job.ts";

/** The generator that is shipped. */
const SHIPPED = fileURLToPath(new URL("../weights/", import.meta.url));

/**
 * Most pixels of the painted pictures of one file: a PNG of so many takes about
 * 2.5 GB of memory.
 */
const MAX_PIXELS = 2 ** 28;

/** Checks a file against the generator, before anything is painted. */
function check(
  model: Model,
  { plan, format }: AskedFile,
  folder: string,
): void {
  try {
    checkPlan(model, plan, format, MAX_PIXELS);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { option } = error.more;
    const lacks = option === "edit" && model.card.directions === undefined;
    const command = taskCommand("freeze", folder, "--directions");
    const remedy = lacks ? `; this adds them: ${command}` : "";
    const message = `--${error.detail.replace(/\.$/, "")}${remedy}`;
    throw new UserError(message, 2);
  }
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await Deno.mkdir(dirname(path), { recursive: true });
    await writeAtomically(path, bytes);
  } catch (error) {
    throw writeError(path, error);
  }
}

/**
 * The command: paints what its arguments ask for and says what it wrote.
 *
 * @param args For instance `Deno.args`; `--help` lists the options.
 * @throws {UserError} If the arguments are wrong, the generator cannot be
 *   loaded or a file cannot be written.
 */
export async function generate(args: readonly string[]): Promise<void> {
  const { help, values, given } = parseCommandLine(COMMAND, args);
  if (help !== undefined) return console.log(help);
  const { out, files } = await readAskedFiles(values, given);
  const folder = values.model ?? SHIPPED;
  const painter = await loadGenerator(folderUrl(folder));
  const { card } = painter;
  const model = { ...await digestsOf(card), card };
  for (const file of files) check(model, file, folder);
  for (let at = 0; at < files.length; at += MAX_BATCH) {
    const batch = files.slice(at, at + MAX_BATCH);
    const renderings = await render(
      painter,
      batch.map(({ plan, format }) => pictureJob(model, plan, format)),
    );
    for (const [index, { path }] of batch.entries()) {
      await write(path, renderings[index]!.bytes);
    }
  }
  const count = files.reduce((sum, { plan }) => sum + plan.pictures, 0);
  const pictures = count === 1 ? "1 picture" : `${count} pictures`;
  console.log(`Wrote ${pictures} by ${card.name} to ${out}`);
}

if (import.meta.main) await runCommand(() => generate(Deno.args));
