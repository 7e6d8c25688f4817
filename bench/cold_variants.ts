/**
 * Generators to start the service with.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import type {
  GeneratorCard,
  Precision,
} from "../core/generator/generator_card.ts";
import { writeGenerator } from "../train/freeze/write_generator.ts";
import type { Tensors } from "../train/tensors/tensor.ts";
import { randomTensors } from "./frozen_tensors.ts";

/** One way to start the service. */
export interface ColdVariant {
  /** What it is called in the table. */
  readonly name: string;
  /** Path of Deno. */
  readonly deno: string;
  /** Folder of the project, of which `serve/main.ts` is started. */
  readonly root: string;
  /** Folder of the generator. */
  readonly folder: string;
  /** How many workers; 0 paints in the thread that answers. */
  readonly workers: number;
}

/** The folder of the project. */
export const ROOT = fileURLToPath(new URL("../", import.meta.url));

/**
 * Freezes weights for 64 × 64 pictures.
 *
 * @param folder Folder to write to.
 * @param d Width of the network.
 * @param precision How the weights are stored.
 * @param tensors The weights; by default some at random.
 * @returns The card.
 */
export function freezeForBench(
  folder: string,
  d: number,
  precision: Precision,
  tensors?: Tensors,
): Promise<GeneratorCard> {
  const architecture = { d, height: 64, width: 64 };
  return writeGenerator(
    folder,
    tensors ?? randomTensors(architecture),
    architecture,
    {
      name: `d-${d}-${precision}`,
      trainingData: { source: "nothing" },
      training: { device: "none", weights: "last", options: {} },
    },
    precision,
  );
}
