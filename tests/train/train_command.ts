import { assertEquals } from "@std/assert";
import { encodePng } from "../../core/picture/png.ts";
import { train } from "../../train/main.ts";
import { captured, refused } from "./captured.ts";

/** What a run of a few images of a few pictures chooses by itself. */
export const SUITED = { r1: 1, holdout: 0, "score-every": 4 };

/** Trains to the end; returns what was printed. */
export async function trained(args: readonly string[]): Promise<string> {
  const { result, printed } = await captured(() => train(args));
  assertEquals(result, 0);
  return printed;
}

/** The one line and the exit code that arguments are refused with. */
export const refusal = (...args: string[]) => refused(() => train(args));

/** Small pictures of one colour each. */
export async function writePictures(
  folder: string,
  count: number,
): Promise<void> {
  await Deno.mkdir(folder);
  for (let index = 0; index < count; index++) {
    const rgb = new Uint8Array(8 * 8 * 3).fill(20 * index);
    const png = encodePng({ width: 8, height: 8, rgb });
    await Deno.writeFile(`${folder}/${index}.png`, png);
  }
}
