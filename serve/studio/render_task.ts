import type { GeneratorCard } from "../../core/generator/generator_card.ts";
import type { GeneratorFiles } from "../../core/generator/generator_folder.ts";
import { LATENT_SIZE } from "../../core/noise/latent.ts";
import type { PictureJob } from "../picture/job.ts";
import type { Rendering } from "../picture/render.ts";
import type { Runner, Task } from "./runner.ts";

/** A job for one of the generators; its digest is the group. */
export interface RenderTask extends Task {
  /** What to paint. */
  readonly job: PictureJob;
}

/** Renders tasks until it is stopped. */
export interface RenderRunner extends Runner<RenderTask, Rendering> {
  /** Frees what it holds, at once. */
  stop(): void;
}

/** A generator that runners should load. */
export interface GeneratorSource {
  /** Names it. */
  readonly digest: string;
  /**
   * Reads its files.
   *
   * @throws {UserError} If they cannot be read, or are not what they should be.
   */
  read(): Promise<GeneratorFiles>;
}

/** A generator as it is given to a runner. */
export interface NamedFiles {
  /** Names it. */
  readonly digest: string;
  /** Its card and its model. */
  readonly files: GeneratorFiles;
}

/** So many encoded pixels take about as long as painting a picture. */
const PIXELS_PER_WEIGHT = 65_536;

/**
 * A job as a task for the queue. It weighs 1 for each picture, and 1 for each
 * 65,536 pixels to encode.
 *
 * @param digest Names the generator.
 * @param card Its card.
 * @param job What it should paint.
 */
export function renderTask(
  digest: string,
  card: GeneratorCard,
  job: PictureJob,
): RenderTask {
  const pictures = job.latents.length / LATENT_SIZE;
  const { height, width } = card.architecture;
  const pixels = pictures * height * width * job.scale ** 2;
  const weight = pictures + Math.floor(pixels / PIXELS_PER_WEIGHT);
  return { group: digest, weight, job };
}
