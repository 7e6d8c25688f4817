import { classOfSeed } from "../core/noise/label.ts";
import { imageAddress, latentAddress } from "../serve/page/shared/addresses.ts";
import { mutatedLatent } from "../serve/page/shared/mutation.ts";
import type { Look, Relative } from "../serve/page/shared/page_state.ts";
import type { Generator } from "./generator.ts";
import { patientFetch } from "./patient_fetch.ts";

/** Pictures that are kept. */
const KEPT = 64;

/**
 * Pictures of latents that no seed has. The last ones are kept, so that a step
 * back shows at once what was there before.
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
   * @param look How all pictures look.
   * @param signal Ends the waiting.
   * @throws {Error} If the service could not paint it.
   */
  async address(
    relative: Relative,
    { variety, around, truncation, label }: Look,
    signal: AbortSignal,
  ): Promise<string> {
    const { digest, classes } = this.#generator;
    const look = {
      ...{ variety, around, truncation },
      // What a picture is turned into stays of its class.
      label: label ?? classes[classOfSeed(relative.seed, classes)]?.name,
    };
    if (relative.mutations.length === 0) {
      return imageAddress(digest, relative.seed, {
        ...{ variety, around, truncation, label },
        format: "webp",
      });
    }
    const key = JSON.stringify([relative, look]);
    const kept = this.#addresses.get(key);
    this.#addresses.delete(key);
    const address = kept ??
      URL.createObjectURL(
        await patientFetch(latentAddress(digest, look), {
          method: "POST",
          headers: {
            "Content-Type": "application/json",
            "Accept": "image/png",
          },
          body: JSON.stringify({
            latent: [...mutatedLatent(relative)],
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
