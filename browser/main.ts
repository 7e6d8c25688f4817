/**
 * Makes an endless, playful gallery of the page that the server sent.
 *
 * @module
 */

import { nameSeed } from "../serve/page/shared/named_seed.ts";
import { pictureClass } from "../serve/page/shared/page_picture.ts";
import { CLOSED, pageAddress, START } from "../serve/page/shared/page_state.ts";
import { ClassChooser } from "./class_chooser.ts";
import { enableCopying } from "./copying.ts";
import { Daily } from "./daily.ts";
import { debounce } from "./debounce.ts";
import { Edits } from "./edits.ts";
import { element, isPlainClick } from "./elements.ts";
import { Favourites } from "./favourites.ts";
import { FavouritesView } from "./favourites_view.ts";
import { Gallery } from "./gallery.ts";
import { shownGenerator } from "./generator.ts";
import { LatentFiles } from "./latent_files.ts";
import { LatentPart } from "./latent_part.ts";
import { Mutator } from "./mutator.ts";
import { Painter } from "./painter.ts";
import { Picker } from "./picker.ts";
import type { Pictures } from "./picture_view.ts";
import { randomSeed } from "./random_seed.ts";
import { Range } from "./range.ts";
import { Router } from "./router.ts";
import { ServicePictures } from "./service_pictures.ts";
import { Viewer } from "./viewer.ts";
import { Walk } from "./walk.ts";

const generator = shownGenerator();
const router = new Router();
history.scrollRestoration = "manual";

const pictures: Pictures = {
  painter: new Painter(generator),
  service: new ServicePictures(generator),
};

const picker = new Picker(generator, pictures, router, {
  marked: (marks) => gallery.mark(marks),
  picked: (start, end) =>
    router.open({
      ...CLOSED,
      ...{ seed: start.text, to: end.text, label: start.label },
      endlabel: end.label === start.label
        ? undefined
        : pictureClass(end, generator.classes),
    }),
});

const gallery = new Gallery(generator, pictures, router.state, {
  chosen: (seed) => {
    if (picker.picking) picker.pick(`${seed}`, seed);
    else router.open({ seed: `${seed}` });
  },
  rested: (from) => router.change({ from }),
});
router.listen((state) => gallery.update(state));

const viewer = new Viewer(generator, pictures, router);
new Edits(router, (edit) => {
  if (pictures.painter.ready) viewer.preview(edit);
});
new Mutator(generator, pictures, router);
new Walk(generator, pictures, router);
new FavouritesView(
  generator,
  new Favourites(generator.digest),
  pictures,
  router,
);
new LatentPart(generator, pictures.service, router);
new LatentFiles(router);
new Daily(generator, router);
enableCopying();

// The title of the page, and the focus when a picture is closed again.
let looking: string | undefined;
router.listen(({ seed, latent }) => {
  const shown = seed === undefined ? "A latent" : nameSeed(seed).title;
  document.title = seed === undefined && latent === undefined
    ? generator.name
    : `${shown} · ${generator.name}`;
  if (seed === undefined && looking !== undefined) {
    gallery.focus(nameSeed(looking).seed);
  }
  looking = seed;
});

// The same view of another generator.
const models = document.querySelectorAll<HTMLAnchorElement>("[data-model]");
router.listen((state) => {
  for (const link of models) {
    const { model } = link.dataset;
    // Another generator has classes of its own.
    const label = model === generator.digest ? state.label : undefined;
    link.href = pageAddress({
      ...state,
      ...{ label, endlabel: undefined, edit: [], model },
    });
  }
});

const { truncation } = START;
// Browsers allow only so many changes of an address in a second.
const vary = debounce(80, (variety: number) => {
  router.change({ variety, truncation });
});
const variety = new Range(
  "variety",
  (value) => `${Math.round(value * 100)} %`,
  (variety) => {
    if (pictures.painter.ready) {
      gallery.preview({ ...router.state, variety, truncation });
    }
    vary(variety);
  },
);
router.listen((state) => variety.value = state.variety);

const chooser = new ClassChooser(
  "label",
  (label) => router.change({ label }),
);
router.listen(({ label }) => chooser.value = label);

const text = element("go", HTMLInputElement);
element("toolbar", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
  const seed = text.value.trim();
  if (seed === "") return text.focus();
  router.open({ ...CLOSED, seed });
});

element("shuffle", HTMLAnchorElement).addEventListener("click", (event) => {
  if (!isPlainClick(event)) return;
  event.preventDefault();
  router.change({ from: randomSeed() });
});

element("earlier", HTMLAnchorElement).addEventListener("click", (event) => {
  if (!isPlainClick(event)) return;
  event.preventDefault();
  const from = Math.max(0, router.state.from - gallery.screenful);
  router.change({ from });
});

element("walk-from", HTMLButtonElement).addEventListener("click", () => {
  const { seed } = router.state;
  if (seed === undefined) return;
  router.close();
  picker.pick(seed, nameSeed(seed).seed);
});
