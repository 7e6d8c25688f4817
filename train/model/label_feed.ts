import { feed, type Value } from "../graph/value.ts";
import type { Architecture } from "./architecture.ts";

/**
 * The labels of a batch, if the networks are conditional.
 *
 * @param name Name of the feed.
 * @param batch Pictures in the batch.
 * @param architecture The networks.
 * @returns One-hot labels `[batch, classes]`.
 */
export function labelFeed(
  name: string,
  batch: number,
  { classes }: Architecture,
): Value | undefined {
  return classes && feed(name, [batch, classes.length]);
}
