import type { Program } from "../graph/program.ts";
import { tileProduct } from "./comparer.ts";
import { featureNetwork } from "./feature_network.ts";
import { featureCount } from "./features.ts";

/** The programs that scores need. */
export interface ScorePrograms {
  /** Features of pictures. */
  readonly features: Program;
  /** Products of features. */
  readonly products: Program;
}

/**
 * Compiles what scores need.
 *
 * @param size Rows and columns of the pictures, multiples of 16.
 */
export function scorePrograms(
  size: { height: number; width: number },
): ScorePrograms {
  const features = featureNetwork(size);
  return { features, products: tileProduct(featureCount(features)) };
}
