import { LATENT_SIZE } from "../../core/noise/latent.ts";
import type { Painter } from "../../core/generator/paint_seed.ts";
import { sampleCard } from "../fixtures/card.ts";

/** A painter of plain pictures that counts how often it paints. */
export class FakePainter implements Painter {
  readonly card = sampleCard();
  /** Batch sizes of the calls of `paint`, in order. */
  readonly batches: number[] = [];

  paint(latent: Float32Array): Float32Array<ArrayBuffer> {
    const count = latent.length / LATENT_SIZE;
    this.batches.push(count);
    const { height, width } = this.card.architecture;
    const size = 3 * height * width;
    const images = new Float32Array(count * size);
    for (let index = 0; index < count; index++) {
      // As the first number of the latent is: another colour for each seed.
      const colour = (latent[index * LATENT_SIZE] as number) / 7;
      images.fill(colour, index * size, (index + 1) * size);
    }
    return images;
  }
}
