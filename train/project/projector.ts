/**
 * Finding the latent whose picture, by a frozen generator, is nearest to a given
 * one: gradient descent on latents through the generator (Zhu et al.,
 * "Generative Visual Manipulation on the Natural Image Manifold", 2016).
 *
 * @module
 */

import type { FrozenGenerator } from "../../core/generator/frozen_generator.ts";
import { LATENT_SIZE, MAX_LATENT } from "../../core/noise/latent.ts";
import { labels } from "../../core/noise/label.ts";
import { normals } from "../../core/noise/random.ts";
import type { Arrays, Engine } from "../engine/engine.ts";
import type { Program } from "../graph/program.ts";
import {
  extractFeatures,
  roundToBytes,
  stageSizes,
  type Watch,
} from "../score/features.ts";
import { rowsOf } from "../score/matrix.ts";
import { standardization } from "../score/standardization.ts";
import { descend } from "./descent.ts";
import type { ProjectionPrograms } from "./projection_programs.ts";

/** The generator's own pictures that features are standardised by. */
const SAMPLES = 512;
/** Part of the steps that all latents make; the others only the best makes. */
const EXPLORING = 0.1;

/** How to project. */
export interface ProjectionOptions {
  /** Steps of the descent. */
  readonly steps: number;
  /** Draws the latents to start from, an integer in [0, 2³²). */
  readonly seed: number;
  /** Class of the pictures, if the generator has classes. */
  readonly label?: string | undefined;
}

/** A latent, and how near its picture is to the one that was asked for. */
export interface Projection {
  /** `[100]`, each in [-10, 10], as the service takes it. */
  readonly latent: Float32Array<ArrayBuffer>;
  /** Root of the mean squared difference of pixels, in levels of 255. */
  readonly pixels: number;
  /**
   * Root of the mean squared difference of features: 0 for the same picture,
   * about 1.4 for two of the generator's at random.
   */
  readonly features: number;
}

/** Projects one picture after the other. */
export interface Projector {
  /**
   * Finds the latent of a picture.
   *
   * @param image `[3, H, W]` in [-1, 1].
   * @param watch Who watches; it is told the steps that are done.
   * @throws The reason of the signal, once it is aborted.
   */
  project(image: Float32Array, watch?: Watch): Promise<Projection>;
}

/** Root of the mean squared difference, each first multiplied by its scale. */
function distance(
  a: Float32Array,
  b: Float32Array,
  scale: (index: number) => number,
): number {
  const squares = a.reduce(
    (sum, value, at) => sum + ((value - b[at]!) * scale(at)) ** 2,
    0,
  );
  return Math.sqrt(squares / a.length);
}

/** The numbers of each stage of the features, as feeds. */
function byStage(
  network: Program,
  numbers: ArrayLike<number>,
  suffix: string,
): Arrays {
  const all = Float32Array.from(numbers);
  let start = 0;
  return Object.fromEntries(
    Object.entries(network.fetches).map(([name, [, size = 0]]) => [
      `${name}_${suffix}`,
      all.subarray(start, start += size),
    ]),
  );
}

/**
 * Prepares to project: paints pictures of the generator. By these features are
 * standardised, as scores standardise them by real pictures, and the descent
 * starts from the latents of those that are nearest.
 *
 * @param engine Where to compute.
 * @param programs What to compute.
 * @param painter The generator.
 * @param options How to project.
 * @param watch Who watches; it is told how many pictures are painted.
 */
export async function openProjector(
  engine: Engine,
  { features: network, explore, refine }: ProjectionPrograms,
  painter: FrozenGenerator,
  { steps, seed, label }: ProjectionOptions,
  watch?: Watch,
): Promise<Projector> {
  const { classes } = painter.card.architecture;
  const paint = (latents: Float32Array) => {
    const seeds = Array(latents.length / LATENT_SIZE).fill(0);
    const own = classes && labels(seeds, classes, label);
    return roundToBytes(painter.paint(latents, own));
  };
  const latents = normals(seed, "projection", 0, SAMPLES * LATENT_SIZE);
  const latentsOf = (row: number, count = 1) =>
    latents.subarray(row * LATENT_SIZE, (row + count) * LATENT_SIZE);
  const samples = await extractFeatures(
    engine,
    network,
    SAMPLES,
    (start, count) => paint(latentsOf(start, count)),
    watch,
  );
  const { scales } = standardization(samples, stageSizes(network));
  const scaleFeeds = byStage(network, scales, "scale");
  const featuresOf = async (image: Float32Array) =>
    (await extractFeatures(engine, network, 1, () => image)).data;
  const featureDistance = (a: Float32Array, b: Float32Array) =>
    distance(a, b, (at) => scales[at]!);

  /** The latents of the samples that are nearest. */
  const nearest = (wanted: Float32Array): Float32Array<ArrayBuffer> => {
    const distances = Array.from(
      { length: SAMPLES },
      (_, row) => featureDistance(rowsOf(samples, 1, row).data, wanted),
    );
    const [count = 1] = explore.state["latent"] ?? [];
    const rows = [...distances.keys()]
      .sort((a, b) => distances[a]! - distances[b]!).slice(0, count);
    return Float32Array.from(rows.flatMap((row) => [...latentsOf(row)]));
  };

  return {
    async project(image, watch = {}) {
      const wanted = await featuresOf(image);
      const picture = {
        target: image,
        ...scaleFeeds,
        ...byStage(network, wanted, "target"),
      };
      const exploring = Math.max(1, Math.round(EXPLORING * steps));
      const start = nearest(wanted);
      const best = await descend(
        ...[engine, explore, start, picture, exploring, watch] as const,
      );
      const refining = Math.max(1, steps - exploring);
      const found = await descend(engine, refine, best, picture, refining, {
        ...watch,
        report: (step) => watch.report?.(exploring + step),
      });
      const latent = found.map((value) =>
        Math.max(-MAX_LATENT, Math.min(MAX_LATENT, value))
      );
      const painted = paint(latent);
      return {
        latent,
        pixels: distance(painted, image, () => 127.5),
        features: featureDistance(await featuresOf(painted), wanted),
      };
    },
  };
}
