import { assertRejects } from "@std/assert";
import { fileURLToPath } from "node:url";
import { UserError } from "../../core/user_error.ts";
import { generate } from "../../serve/generate.ts";
import { VIVID_GENERATOR } from "../fixtures/vivid_generator.ts";

export const MODEL = fileURLToPath(VIVID_GENERATOR);

/** Runs a test with a folder of its own and what the command printed. */
export async function inFolder(
  test: (folder: string, printed: string[]) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  const printed: string[] = [];
  const { log } = console;
  console.log = (line: string) => printed.push(line);
  try {
    await test(folder, printed);
  } finally {
    console.log = log;
    await Deno.remove(folder, { recursive: true });
  }
}

export async function refusal(...args: string[]): Promise<[string, number]> {
  const error = await assertRejects(() => generate(args), UserError);
  return [error.message, error.exitCode];
}
