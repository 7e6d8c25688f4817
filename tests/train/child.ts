/** Commands in processes of their own. */

import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Ends a process that hangs, so that its test fails. */
const PATIENCE_MS = 120_000;

/** `deno task train` in a process of its own, with no more permissions. */
export class TrainProcess implements Disposable {
  readonly #process: Deno.ChildProcess;
  readonly #stdout: ReadableStreamDefaultReader<string>;
  readonly #stderr: Promise<string>;
  readonly #guard: ReturnType<typeof setTimeout>;
  #text = "";

  /** @param args Arguments of the command. */
  constructor(args: readonly string[]) {
    this.#process = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--no-prompt",
        "--allow-read",
        "--allow-write",
        "train/main.ts",
        ...args,
      ],
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
