import { latentAddress } from "../serve/page/shared/addresses.ts";
import { mutatedLatent } from "../serve/page/shared/mutation.ts";
import { pageClass, pagePicture } from "../serve/page/shared/page_picture.ts";
import {
  openPicture,
  type PageState,
} from "../serve/page/shared/page_state.ts";
import { announce } from "./announce.ts";
import { element } from "./elements.ts";
import type { Generator } from "./generator.ts";
import type { Router } from "./router.ts";
import { saveBlob, saveFile } from "./save_file.ts";
import type { ServicePictures } from "./service_pictures.ts";

/**
 * What the viewer offers for a latent that no seed has: a link, how to ask the
 * service for its picture, and both as files.
 */
export class LatentPart {
  readonly #part = element("latent-part", HTMLDivElement);
  readonly #link = element("latent-link", HTMLInputElement);
  readonly #command = element("latent-command", HTMLInputElement);
  readonly #generator: Generator;
  readonly #service: ServicePictures;
  readonly #router: Router;
  #saving = new AbortController();

  /**
   * @param generator Whose pictures they are.
   * @param service Paints what is saved, as for everybody.
   * @param router Says which latent is open.
   */
  constructor(generator: Generator, service: ServicePictures, router: Router) {
    this.#generator = generator;
    this.#service = service;
    this.#router = router;
    element("save-latent", HTMLButtonElement)
      .addEventListener("click", () => this.#saveLatent());
    element("save-latent-picture", HTMLButtonElement)
      .addEventListener("click", () => this.#savePicture());
    router.listen((state) => this.#update(state));
  }

  #update(state: Readonly<PageState>): void {
    this.#part.hidden = state.latent === undefined;
    if (state.latent === undefined) return;
    this.#link.value = location.href;
    const { digest, classes } = this.#generator;
    const label = pageClass(state, classes);
    const address = latentAddress(digest, { ...state, label });
    this.#command.value = `curl --json @latent.json -o latent.png '${new URL(
      address,
      location.href,
    )}'`;
  }

  #saveLatent(): void {
    const open = openPicture(this.#router.state);
    if (open === undefined) return;
    const json = JSON.stringify({ latent: [...mutatedLatent(open)] });
    const type = "application/json";
    saveBlob(new Blob([json, "\n"], { type }), "latent.json");
  }

  async #savePicture(): Promise<void> {
    const { state } = this.#router;
    const open = openPicture(state);
    if (open === undefined) return;
    this.#saving.abort();
    const { signal } = this.#saving = new AbortController();
    const picture = pagePicture(open, state);
    const name = `${this.#generator.name}-latent.png`;
    try {
      saveFile(await this.#service.address(picture, "png", signal), name);
    } catch (error) {
      if (!signal.aborted) announce((error as Error).message);
    }
  }
}
