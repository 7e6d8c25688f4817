/** Commands in processes of their own. */

import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Ends a process that hangs, so that its test fails. */
const PATIENCE_MS = 120_000;

/** What a process may do. */
export interface ProcessLimits {
  /** The only folder it may write to; everything by default. */
  readonly writable?: string;
  /** Blocks of 512 bytes that a file may have; any number by default. */
  readonly fileBlocks?: number;
  /** What is run; `deno task train` by default. */
  readonly program?: string;
}

/** A command that runs another whose files cannot grow further. */
function limited(blocks: number, command: readonly string[]): string[] {
  // Ignored, the signal becomes an error of the call that writes.
  const script = `trap '' XFSZ; ulimit -f ${blocks}; exec "$@"`;
  return ["sh", "-c", script, "sh", ...command];
}

/** `deno task train` in a process of its own, with no more permissions. */
export class TrainProcess implements Disposable {
  readonly #process: Deno.ChildProcess;
  readonly #stdout: ReadableStreamDefaultReader<string>;
  readonly #stderr: Promise<string>;
  readonly #guard: ReturnType<typeof setTimeout>;
  #text = "";

  /**
   * @param args Arguments of the command.
   * @param limits What it may do.
   */
  constructor(
    args: readonly string[],
    { writable, fileBlocks, program = "train/main.ts" }: ProcessLimits = {},
  ) {
    const deno = [
      Deno.execPath(),
      "run",
      "--no-prompt",
      "--allow-read",
      writable === undefined ? "--allow-write" : `--allow-write=${writable}`,
      "--allow-ffi=node_modules",
      program,
      ...args,
    ];
    const [command = "", ...rest] = fileBlocks === undefined
      ? deno
      : limited(fileBlocks, deno);
    this.#process = new Deno.Command(command, {
      args: rest,
      cwd: ROOT,
      env: { NO_COLOR: "1" },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#stdout = this.#process.stdout
      .pipeThrough(new TextDecoderStream()).getReader();
    this.#stderr = new Response(this.#process.stderr).text();
    this.#guard = setTimeout(() => this.kill("SIGKILL"), PATIENCE_MS);
  }

  /** Waits until the process has printed something. */
  async printed(text: string): Promise<void> {
    while (!this.#text.includes(text)) {
      const { value, done } = await this.#stdout.read();
      if (done) {
        throw new Error(
          `It ended before it printed ${text}:\n${this.#text}${await this
            .#stderr}`,
        );
      }
      this.#text += value;
    }
  }

  /** Reads no more of what it prints, like a terminal that is closed. */
  async deafen(): Promise<void> {
    await this.#stdout.cancel();
  }

  /** Sends a signal. */
  kill(signal: Deno.Signal): void {
    this.#process.kill(signal);
  }

  /** Waits for the end. */
  async end(): Promise<
    { code: number; signal: string | null; stdout: string; stderr: string }
  > {
    for (;;) {
      const { value, done } = await this.#stdout.read();
      if (done) break;
      this.#text += value;
    }
    const { code, signal } = await this.#process.status;
    return { code, signal, stdout: this.#text, stderr: await this.#stderr };
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#guard);
  }
}
