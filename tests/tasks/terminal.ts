/** Programs as they run in a terminal. */

/** What a program in a terminal did. */
export interface TerminalRun {
  /** Its exit code. */
  readonly code: number;
  /** All that was on the screen, without carriage returns. */
  readonly output: string;
}

/** How {@linkcode inTerminal} runs. */
export interface TerminalOptions {
  /** Working directory. */
  readonly cwd: string;
  /** Types Ctrl-C once this is on the screen. */
  readonly interruptAt?: RegExp;
  /** Further environment variables. */
  readonly env?: Readonly<Record<string, string>>;
}

/** What people see when Deno asks for a permission. */
const PROMPT = /Deno requests|Allow\?/;

/**
 * Runs a shell command in a pseudo-terminal of 80 columns, without the variables
 * that keep Deno from asking. A command that asks is ended.
 */
export async function inTerminal(
  command: string,
  { cwd, interruptAt, env = {} }: TerminalOptions,
): Promise<TerminalRun> {
  const inherited = Deno.env.toObject();
  for (const name of ["DENO_NO_PROMPT", "CI", "NO_COLOR", "INIT_CWD"]) {
    delete inherited[name];
  }
  // `script` gives the command a terminal, and the terminal our input.
  await using child = new Deno.Command("script", {
    args: ["-qefc", `stty rows 24 cols 80; ${command}`, "/dev/null"],
    cwd,
    clearEnv: true,
    env: { ...inherited, ...env, TERM: "xterm", SHELL: "/bin/sh" },
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const keyboard = child.stdin.getWriter();
  let output = "";
  let isInterrupted = false;
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    output += text.replaceAll("\r", "");
    if (PROMPT.test(output)) {
      child.kill();
      throw new Error(`${command} asks for a permission:\n${output}`);
    }
    if (!isInterrupted && interruptAt?.test(output)) {
      isInterrupted = true;
      await keyboard.write(Uint8Array.of(3));
    }
  }
  const { code } = await child.status;
  await keyboard.close().catch(() => {});
  return { code, output };
}
