import { add } from "../graph/operations/arithmetic.ts";
import { feed, type Value } from "../graph/value.ts";
import { augment, type Augmentation } from "./augmentation.ts";

/** What is done to pictures on their way to the discriminator. */
export interface ViewOptions {
  /** Augmentations; none by default. */
  readonly augment?: readonly Augmentation[];
  /**
   * Whether noise is added (Sønderby et al., "Amortised MAP Inference for Image
   * Super-resolution", 2017; Arjovsky and Bottou, 2017); false by default.
   */
  readonly instanceNoise?: boolean;
}

/**
 * What the discriminator sees of a batch, real or fake: the pictures, augmented
 * and with instance noise as the options say.
 *
 * Feeds: `{name}_{number}` `[N, 1, 1, 1]` for each number of the augmentations,
 * for instance `real_brightness`, and `{name}_instance_noise` of the pictures'
 * shape, which is added as it is.
 *
 * @param images Pictures `[N, 3, H, W]` in [-1, 1].
 * @param name Start of the names of the feeds.
 * @param options What is done.
 * @returns The same shape.
 */
export function discriminatorView(
  images: Value,
  name: string,
  { augment: kinds = [], instanceNoise = false }: ViewOptions,
): Value {
  const [batch = 1] = images.shape;
  const numbers = (of: string) => feed(`${name}_${of}`, [batch, 1, 1, 1]);
  const augmented = augment(images, kinds, numbers);
  return instanceNoise
    ? add(augmented, feed(`${name}_instance_noise`, images.shape))
    : augmented;
}
