import { assertEquals, assertRejects } from "@std/assert";
import { UserError } from "../../core/user_error.ts";

/** What a command prints, which the test's own output is spared. */
export async function captured<Result>(
  call: () => Promise<Result>,
): Promise<{ result: Result; printed: string }> {
  const { log } = console;
  const writeSync = Deno.stdout.writeSync;
  let printed = "";
  console.log = (line: string) => {
    printed += `${line}\n`;
  };
  Deno.stdout.writeSync = (bytes) => {
    printed += new TextDecoder().decode(bytes);
    return bytes.length;
  };
  try {
    return { result: await call(), printed };
  } finally {
    console.log = log;
    Deno.stdout.writeSync = writeSync;
  }
}

/** What a command says when it refuses to work, in one line, and its code. */
export async function refused(
  call: () => Promise<unknown>,
): Promise<[message: string, exitCode: number]> {
  const { result: error } = await captured(() =>
    assertRejects(call, UserError)
  );
  assertEquals(error.message.includes("\n"), false, error.message);
  return [error.message, error.exitCode];
}
