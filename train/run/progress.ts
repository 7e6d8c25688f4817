/**
 * The line that shows how training goes.
 *
 * @module
 */

import type { Losses } from "../step/trainer.ts";

/** How far a run is. */
export interface Progress {
  /** Steps done. */
  readonly step: number;
  /** Steps of the whole run. */
  readonly steps: number;
  /** Pictures in a batch. */
  readonly batch: number;
  /** Epoch, from 1. */
  readonly epoch: number;
  /** Epochs of the whole run. */
  readonly epochs: number;
  /** Losses of the last step. */
  readonly losses: Pick<Losses, "real" | "fake" | "generator">;
  /** Images per second, lately. */
  readonly imagesPerSecond: number;
  /** The last KID, if the run is scored. */
  readonly kid?: number;
}

/** Milliseconds after which the speed says how long the rest takes. */
const SETTLED = 30_000;

/** Done and left to do, in so many characters. */
function bar(part: number, length: number): string {
  const filled = Math.floor(length * part);
  return `${"█".repeat(filled)}${"░".repeat(length - filled)}`;
}

/**
 * A duration in words.
 *
 * @param seconds Seconds, at least 0.
 */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (number: number) => String(number).padStart(2, "0");
  if (whole < 60) return `${whole}s`;
  if (whole < 3600) return `${Math.floor(whole / 60)}m ${two(whole % 60)}s`;
  return `${Math.floor(whole / 3600)}h ${two(Math.floor(whole / 60) % 60)}m`;
}

/**
 * The progress line: bar, epoch, images, speed, time left, losses and KID.
 *
 * @param progress How far the run is.
 * @param columns Characters that fit; what matters least is left out.
 * @param isSettled Whether the speed is known well enough for the time left.
 */
export function formatProgress(
  progress: Progress,
  columns = Infinity,
  isSettled = true,
): string {
  const { step, steps, batch, losses, imagesPerSecond, kid } = progress;
  const left = (steps - step) * batch / imagesPerSecond;
  const percent = `${Math.floor(100 * step / steps)}%`.padStart(4);
  const wide = `${bar(step / steps, 20)} ${percent}`;
  const narrow = `${bar(step / steps, 10)} ${percent}`;
  const epoch = `epoch ${progress.epoch}/${progress.epochs}`;
  const images = `${(step * batch / 1000).toFixed(1)} kimg`;
  const speed = `${imagesPerSecond.toFixed(1)} img/s`;
  const time = isSettled ? [`${formatDuration(left)} left`] : [];
  const loss = `D ${((losses.real + losses.fake) / 2).toFixed(3)} G ${
    losses.generator.toFixed(3)
  }`;
  const score = kid === undefined ? [] : [`KID ${kid.toPrecision(3)}`];
  const lines = [
    [wide, epoch, images, speed, ...time, loss, ...score],
    [wide, images, speed, ...time, loss, ...score],
    [narrow, images, ...time, loss, ...score],
    [narrow, images, ...time, ...score],
    [percent, images, ...time],
  ].map((parts) => parts.join(" | "));
  return lines.find((line) => line.length <= columns) ?? percent;
}

/** Width of the terminal in characters, as long as there is one. */
function terminalColumns(): number {
  try {
    return Deno.consoleSize().columns;
  } catch {
    return Infinity;
  }
}

/**
 * A text that stays on its line: names of files can hold line breaks, and what
 * terminals take for commands.
 */
function onOneLine(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, "\ufffd");
}

/** Where progress is shown: a terminal's last line, or lines now and then. */
export class ProgressLine {
  #shown = 0;
  #started: number | undefined;
  #live = false;

  /**
   * @param write Writes text to the terminal.
   * @param terminal Whether it can redraw a line.
   * @param now Clock in milliseconds.
   * @param columns Width of the terminal in characters.
   */
  constructor(
    readonly write: (text: string) => void,
    readonly terminal: boolean,
    readonly now: () => number = () => performance.now(),
    readonly columns: () => number = terminalColumns,
  ) {}

  /** Shows progress, unless the last was shown just now. */
  show(progress: Progress): void {
    this.#started ??= this.now();
    const interval = this.terminal ? 100 : 10_000;
    const last = progress.step === progress.steps;
    if (!last && this.#shown > 0 && this.now() - this.#shown < interval) {
      return;
    }
    this.#shown = this.now();
    const line = formatProgress(
      progress,
      this.terminal ? this.#room : Infinity,
      this.now() - this.#started >= SETTLED,
    );
    this.write(this.terminal ? `\r\x1b[K${line}` : `${line}\n`);
    this.#live = this.terminal;
  }

  /** Characters of a line that can be redrawn. */
  get #room(): number {
    // A line that fills the last column would already wrap on some terminals.
    return this.columns() - 1;
  }

  /** Shows how much of a preparation is done, on a terminal only. */
  status(what: string, done: number, total: number): void {
    if (!this.terminal) return;
    if (done < total && this.now() - this.#shown < 100) return;
    this.#shown = this.now();
    const count = ` ${done}/${total}`;
    const name = onOneLine(what);
    const room = this.#room - count.length;
    const shown = name.length <= room ? name : `…${name.slice(1 - room)}`;
    this.write(`\r\x1b[K${shown}${count}`);
    this.#live = true;
  }

  /** Prints a line of its own above the progress. */
  print(line: string): void {
    const text = onOneLine(line);
    this.write(this.#live ? `\r\x1b[K${text}\n` : `${text}\n`);
    this.#live = false;
  }

  /** Ends the live line, so that what follows starts on a new one. */
  end(): void {
    if (this.#live) this.write("\n");
    this.#live = false;
  }
}

/**
 * The progress line of a command.
 *
 * @param stream Where it is shown.
 */
export function streamProgress(stream: typeof Deno.stdout): ProgressLine {
  const encoder = new TextEncoder();
  const write = (text: string) => {
    try {
      stream.writeSync(encoder.encode(text));
    } catch {
      // The terminal is closed, or the reader of the pipe has ended; the work
      // outlives them.
    }
  };
  return new ProgressLine(write, stream.isTerminal());
}
