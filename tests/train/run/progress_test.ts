import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import {
  formatDuration,
  formatProgress,
  type Progress,
  ProgressLine,
} from "../../../train/run/progress.ts";

function progress(step: number): Progress {
  return {
    step,
    steps: 10,
    batch: 64,
    epoch: 1,
    epochs: 2,
    losses: { real: 0.5, fake: 0.7, generator: 1.25 },
    imagesPerSecond: 32,
  };
}

/** A line with a clock to set, and what was written. */
function line(terminal: boolean) {
  const clock = { now: 5 };
  const written: string[] = [];
  const write = (text: string) => written.push(text);
  const line = new ProgressLine(
    ...[write, terminal, () => clock.now, () => Infinity] as const,
  );
  return { line, clock, written };
}

const REDRAW = "\r\x1b[K";

Deno.test("formatProgress() fills the bar from the first to the last step", () => {
  const bar = (step: number) => formatProgress(progress(step)).slice(0, 25);
  assertEquals(bar(1), "██░░░░░░░░░░░░░░░░░░  10%");
  assertEquals(bar(9), "██████████████████░░  90%");
  assertEquals(bar(10), "████████████████████ 100%");
});

Deno.test("formatProgress() shows losses that are no numbers", () => {
  const losses = { real: NaN, fake: 1, generator: Infinity };
  const text = formatProgress({ ...progress(1), losses });
  assertEquals(text.split(" | ").at(-1), "D NaN G Infinity");
});

Deno.test("formatProgress() ends with the KID if there is one", () => {
  const text = formatProgress({ ...progress(5), kid: 0.012345 });
  assertEquals(text.split(" | ").at(-1), "KID 0.0123");
});

Deno.test("formatProgress() leaves out what does not fit", () => {
  const scored = { ...progress(5), kid: 0.012345 };
  const whole = formatProgress(scored);
  assertEquals(formatProgress(scored, whole.length), whole);
  assertEquals(
    [whole.length - 1, 79, 55, 30, 5].map((columns) =>
      formatProgress(scored, columns)
    ),
    [
      "██████████░░░░░░░░░░  50% | 0.3 kimg | 32.0 img/s | 10s left | D 0.600 G 1.250 | KID 0.0123",
      "█████░░░░░  50% | 0.3 kimg | 10s left | D 0.600 G 1.250 | KID 0.0123",
      "█████░░░░░  50% | 0.3 kimg | 10s left | KID 0.0123",
      " 50% | 0.3 kimg | 10s left",
      " 50%",
    ],
  );
});

Deno.test("formatProgress() keeps its bar at 80 columns, however long the run is", () => {
  const long = {
    ...progress(9_999_999),
    ...{ steps: 10_000_000, epoch: 9999, epochs: 9999, kid: 0.000123456 },
    imagesPerSecond: 0.0111,
  };
  assertMatch(formatProgress(long, 79), /^█{9}░ {2}99% \| 639999\.9 kimg \| /);
});

Deno.test("ProgressLine shows the time left once the speed is known", () => {
  const { line: live, clock, written } = line(true);
  live.show(progress(1));
  clock.now += 29_999;
  live.show(progress(2));
  clock.now += 100;
  live.show(progress(3));
  assertEquals(
    written.map((text) => text.includes(" left")),
    [false, false, true],
  );
});

Deno.test("ProgressLine never fills the last column of a terminal", () => {
  const written: string[] = [];
  const write = (text: string) => written.push(text);
  const whole = formatProgress(progress(5), Infinity, false);
  for (const terminal of [true, false]) {
    for (const columns of [whole.length, whole.length + 1]) {
      new ProgressLine(write, terminal, () => 5, () => columns)
        .show(progress(5));
    }
  }
  const shorter = formatProgress(progress(5), whole.length - 1, false);
  assertNotEquals(shorter, whole);
  assertEquals(written, [
    `${REDRAW}${shorter}`,
    `${REDRAW}${whole}`,
    `${whole}\n`,
    `${whole}\n`,
  ]);
});

Deno.test("formatDuration() rounds before it chooses the units", () => {
  assertEquals(formatDuration(0), "0s");
  assertEquals(formatDuration(59.4), "59s");
  assertEquals(formatDuration(59.6), "1m 00s");
  assertEquals(formatDuration(3599.6), "1h 00m");
  assertEquals(formatDuration(360_000), "100h 00m");
});

Deno.test("ProgressLine redraws one line on a terminal", () => {
  const { line: live, clock, written } = line(true);
  live.show(progress(1));
  clock.now += 99;
  live.show(progress(2));
  clock.now += 1;
  live.show(progress(3));
  live.print("a message");
  live.print("another");
  // The last step is always shown.
  live.show(progress(10));
  live.end();
  live.end();
  assertEquals(written, [
    `${REDRAW}${formatProgress(progress(1), Infinity, false)}`,
    `${REDRAW}${formatProgress(progress(3), Infinity, false)}`,
    `${REDRAW}a message\n`,
    "another\n",
    `${REDRAW}${formatProgress(progress(10), Infinity, false)}`,
    "\n",
  ]);
});

Deno.test("ProgressLine writes a line now and then elsewhere", () => {
  const { line: plain, clock, written } = line(false);
  plain.status("preparing pictures", 1, 2);
  plain.show(progress(1));
  clock.now += 9_999;
  plain.show(progress(2));
  clock.now += 1;
  plain.show(progress(3));
  plain.print("a message");
  plain.show(progress(10));
  plain.end();
  assertEquals(written, [
    `${formatProgress(progress(1), Infinity, false)}\n`,
    `${formatProgress(progress(3), Infinity, false)}\n`,
    "a message\n",
    `${formatProgress(progress(10), Infinity, false)}\n`,
  ]);
});

Deno.test("ProgressLine shows how a preparation goes on a terminal", () => {
  const { line: live, clock, written } = line(true);
  clock.now = 200;
  live.status("preparing pictures", 1, 3);
  live.status("preparing pictures", 2, 3);
  live.status("preparing pictures", 3, 3);
  live.end();
  assertEquals(written, [
    `${REDRAW}preparing pictures 1/3`,
    `${REDRAW}preparing pictures 3/3`,
    "\n",
  ]);
});

Deno.test("ProgressLine keeps the names of files on one line of the terminal", () => {
  const written: string[] = [];
  const live = new ProgressLine(
    ...[(text: string) => written.push(text), true, () => 200] as const,
    () => 20,
  );
  live.status("a/long/path/of/a.png", 1, 40);
  live.print("skipped new\nline\x1b[2J.png: is damaged");
  assertEquals(written, [
    `${REDRAW}…path/of/a.png 1/40`,
    `${REDRAW}skipped new\ufffdline\ufffd[2J.png: is damaged\n`,
  ]);
});
