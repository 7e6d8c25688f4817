import { LATENT_RULE, parseLatent } from "../core/noise/latent_json.ts";
import { writeLatentText } from "../serve/page/shared/latent_text.ts";
import { CLOSED } from "../serve/page/shared/page_state.ts";
import { element } from "./elements.ts";
import type { Router } from "./router.ts";

/** Bytes of the longest file that is read, as of what the service takes. */
const MAX_BYTES = 8192;

/** The latent in a file, as text; else why there is none, for the user. */
async function read(
  file: File,
): Promise<{ latent: string } | { problem: string }> {
  if (file.size <= MAX_BYTES) {
    try {
      const latent = parseLatent(await file.text());
      if (latent !== undefined) return { latent: writeLatentText(latent) };
    } catch {
      return { problem: `${file.name} cannot be read.` };
    }
  }
  return { problem: `${file.name} is no latent: it must be ${LATENT_RULE}.` };
}

/**
 * Opens the pictures of latents that lie in files, chosen or dropped on the
 * page.
 */
export class LatentFiles {
  readonly #chooser = element("latent-file", HTMLInputElement);
  readonly #notice = element("refused", HTMLDivElement);
  readonly #text = element("refused-text", HTMLParagraphElement);
  readonly #router: Router;
  /** Whether something of the page itself is dragged: that is no file. */
  #own = false;

  /** @param router Opens them. */
  constructor(router: Router) {
    this.#router = router;
    element("open-latent", HTMLButtonElement)
      .addEventListener("click", () => this.#chooser.click());
    this.#chooser.addEventListener("change", () => {
      this.#open(this.#chooser.files);
      // The same file may be chosen again, once it has been corrected.
      this.#chooser.value = "";
    });
    element("refused-close", HTMLButtonElement).addEventListener(
      "click",
      () => {
        this.#notice.hidden = true;
      },
    );
    // A refusal is read before the page shows something else.
    router.listen(() => this.#notice.hidden = true);
    addEventListener("dragstart", () => this.#own = true);
    addEventListener("dragend", () => this.#own = false);
    addEventListener("dragover", (event) => {
      if (this.#brings(event)) event.preventDefault();
    });
    addEventListener("drop", (event) => {
      if (!this.#brings(event)) return;
      // Or else the browser leaves the page and shows the file.
      event.preventDefault();
      this.#open(event.dataTransfer?.files);
    });
  }

  #brings({ dataTransfer }: DragEvent): boolean {
    return !this.#own && dataTransfer?.types.includes("Files") === true;
  }

  async #open(files: FileList | null | undefined): Promise<void> {
    const file = files?.[0];
    if (file === undefined) return;
    const found = await read(file);
    if ("latent" in found) return this.#router.open({ ...CLOSED, ...found });
    // What an open dialog does not hold cannot be clicked.
    const parent = document.querySelector("dialog[open]") ?? document.body;
    parent.append(this.#notice);
    this.#notice.hidden = false;
    this.#text.textContent = found.problem;
  }
}
