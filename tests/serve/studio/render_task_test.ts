import { assertEquals } from "@std/assert";
import { latents } from "../../../core/noise/latent.ts";
import { renderTask } from "../../../serve/studio/render_task.ts";
import { sampleCard } from "../../fixtures/card.ts";
import { pngTask } from "./tasks.ts";

Deno.test("renderTask() weighs pictures and the pixels to encode", () => {
  const { job } = pngTask(7);
  const weigh = (count: number, scale: number) => {
    const all = latents(Array.from({ length: count }, (_, seed) => seed));
    return renderTask("d", sampleCard(), { ...job, latents: all, scale })
      .weight;
  };
  // The pictures on the card have 16 × 32 pixels.
  assertEquals(weigh(1, 1), 1);
  assertEquals(weigh(100, 1), 100);
  assertEquals(weigh(1, 8), 1);
  assertEquals(weigh(2, 8), 3);
  assertEquals(weigh(100, 8), 150);
});
