import { imageAddress, latentAddress } from "../serve/page/shared/addresses.ts";
import { mutatedLatent } from "../serve/page/shared/mutation.ts";
import type { Mutation } from "../serve/page/shared/page_state.ts";
import type { Generator } from "./generator.ts";
import { patientFetch } from "./patient_fetch.ts";

/** Pictures that are kept. */
const KEPT = 64;

/** A picture that is some steps away from a seed. */
export interface Relative {
  /** The seed. */
  seed: number;
  /** The steps; none lead to the seed itself. */
  mutations: readonly Mutation[];
  /** Truncation of the picture, in (0, 1]. */
  truncation: number;
}

/**
 * Pictures of latents that no seed has. The last ones are kept, so that a step
 * back shows at once what was there before.
 *
 * @example
 * ```ts ignore
 * const pictures = new LatentPictures(generator);
 * image.src = await pictures.address(relative, signal);
 * ```
 */
export class LatentPictures {
  readonly #generator: Generator;
  /** Addresses by what they show, the least recently used first. */
  readonly #addresses = new Map<string, string>();

  /** @param generator Paints them. */
  constructor(generator: Generator) {
    this.#generator = generator;
  }

  /**
   * Address of a picture in the browser, painted by the service if need be.
   *
   * @param relative Which picture.
   * @param signal Ends the waiting.
   * @throws {Error} If the service could not paint it.
   */
  async address(relative: Relative, signal: AbortSignal): Promise<string> {
    const { seed, mutations, truncation } = relative;
    const { digest } = this.#generator;
    if (mutations.length === 0) {
      return imageAddress(digest, seed, { truncation });
    }
    const key = JSON.stringify(relative);
    const kept = this.#addresses.get(key);
    this.#addresses.delete(key);
    const address = kept ??
      URL.createObjectURL(
        await patientFetch(latentAddress(digest, { truncation }), {
          method: "POST",
          headers: {
            "Content-Type": "application/json",
            "Accept": "image/png",
          },
          body: JSON.stringify({
            latent: [...mutatedLatent(seed, mutations)],
          }),
          signal,
        }),
      );
    this.#addresses.set(key, address);
    this.#forget();
    return address;
  }

  #forget(): void {
    for (const [key, address] of this.#addresses) {
      if (this.#addresses.size <= KEPT) return;
      URL.revokeObjectURL(address);
      this.#addresses.delete(key);
    }
  }
}
