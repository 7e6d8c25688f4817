import { assertEquals } from "@std/assert";
import { lengthInWords, runLength } from "../../../train/run/run_length.ts";
import { learningRate } from "../../../train/step/schedule.ts";

const COSINE = { schedule: "cosine", lr: 1, minLrRatio: 0.01 } as const;

Deno.test("runLength() is of whole epochs when the length is said in epochs", () => {
  const options = { images: null, epochs: 13, batch: 32 };
  const { steps, scheduleTime } = runLength(options, 281);
  assertEquals(steps, 13 * 281);
  assertEquals(scheduleTime(280), { epoch: 0, epochs: 13 });
  assertEquals(scheduleTime(281), { epoch: 1, epochs: 13 });
  assertEquals(scheduleTime(steps - 1), { epoch: 12, epochs: 13 });
});

Deno.test("runLength() shows at least so many images, however many pictures there are", () => {
  const options = { images: 1000, epochs: null, batch: 64 };
  for (const stepsPerEpoch of [1, 9, 100_000]) {
    assertEquals(runLength(options, stepsPerEpoch).steps, 16);
  }
});

Deno.test("runLength() spreads the schedule over any number of images", () => {
  for (const images of [1000, 120_000, 1_000_000, 5_000_000]) {
    const options = { images, epochs: null, batch: 32 };
    const { steps, scheduleTime } = runLength(options, 281);
    const rate = (part: number) =>
      learningRate(COSINE, scheduleTime(Math.floor(part * steps)));
    assertEquals(rate(0), 0.1, `${images}`);
    assertEquals(rate(1 - 1 / steps), 0.01, `${images}`);
    const falling = [0.1, 0.2, 0.4, 0.6, 0.8].map(rate);
    assertEquals(falling, falling.toSorted((a, b) => b - a), `${images}`);
    assertEquals(new Set(falling).size, 5, `${images}`);
  }
});

Deno.test("runLength() counts the reference's 500 epochs in 5,000,000 images", () => {
  const options = { images: 5_000_000, epochs: null, batch: 64 };
  const { steps, scheduleTime } = runLength(options, 156);
  assertEquals(scheduleTime(steps / 2).epoch, 250);
  assertEquals(scheduleTime(0).epochs, 500);
});

Deno.test("lengthInWords() says how many images, and how often each is shown", () => {
  const words = (images: number, count: number) =>
    lengthInWords({
      options: { images, epochs: null, batch: 32 },
      dataset: { count },
    });
  assertEquals(
    words(120_000, 270),
    "120,000 images, each of 270 pictures about 444 times",
  );
  assertEquals(
    words(9000, 9000),
    "9,024 images, each of 9,000 pictures about once",
  );
  assertEquals(
    words(5000, 70_000),
    "5,024 images, not even each of the 70,000 pictures once",
  );
});
