import type { Classes } from "../core/classes.ts";
import { imageAddress, latentAddress } from "../serve/page/shared/addresses.ts";
import { mutatedLatent } from "../serve/page/shared/mutation.ts";
import {
  type PagePicture,
  pictureClass,
} from "../serve/page/shared/page_picture.ts";
import type { Generator } from "./generator.ts";
import { patientFetch } from "./patient_fetch.ts";

/** Pictures that are kept. */
const KEPT = 64;

/**
 * Pictures that the service paints. The last ones of latents that no seed has
 * are kept, so that a step back shows at once what was there before.
 */
export class ServicePictures {
  readonly #digest: string;
  readonly #classes: Classes;
  /** Addresses by what they show, the least recently used first. */
  readonly #addresses = new Map<string, string>();

  /** @param generator Paints them. */
  constructor({ digest, classes }: Generator) {
    this.#digest = digest;
    this.#classes = classes;
  }

  /**
   * Address of a picture that a seed has.
   *
   * @param picture The picture.
   * @param format Kind of file.
   * @returns `undefined` if it is that of no seed.
   */
  ofSeed(picture: PagePicture, format: "png" | "webp"): string | undefined {
    const { latent, mutations } = picture;
    if (latent !== undefined || mutations.length > 0) return undefined;
    return imageAddress(this.#digest, picture.seed, { ...picture, format });
  }

  /**
   * Address of a picture; one that no seed has is painted and lies in the
   * browser, as PNG.
   *
   * @param picture Which picture; not one on a walk.
   * @param format Kind of file if it is that of a seed.
   * @param signal Ends the waiting.
   * @throws {Error} If the service could not paint it.
   */
  async address(
    picture: PagePicture,
    format: "png" | "webp",
    signal: AbortSignal,
  ): Promise<string> {
    const ofSeed = this.ofSeed(picture, format);
    if (ofSeed !== undefined) return ofSeed;
    // What a picture is turned into stays of its class.
    const label = pictureClass(picture, this.#classes);
    const key = JSON.stringify(picture);
    const kept = this.#addresses.get(key);
    this.#addresses.delete(key);
    const address = kept ??
      URL.createObjectURL(
        await patientFetch(latentAddress(this.#digest, { ...picture, label }), {
          method: "POST",
          headers: {
            "Content-Type": "application/json",
            "Accept": "image/png",
          },
          body: JSON.stringify({ latent: [...mutatedLatent(picture)] }),
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
