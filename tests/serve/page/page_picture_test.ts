import { assertEquals } from "@std/assert";
import { classOfSeed, labels } from "../../../core/noise/label.ts";
import { latents } from "../../../core/noise/latent.ts";
import { mutatedLatent } from "../../../serve/page/shared/mutation.ts";
import {
  pageClass,
  pagePicture,
  pictureClass,
  pictureLabel,
  pictureLatent,
} from "../../../serve/page/shared/page_picture.ts";
import { writeLatentText } from "../../../serve/page/shared/latent_text.ts";
import { FULL_LOOK, START } from "../../../serve/page/shared/page_state.ts";
import { applyLook } from "../../../serve/picture/look.ts";
import { axisDirection } from "../../fixtures/directions.ts";
import { WALK } from "../../../serve/routes/walk.ts";

const MUTATIONS = [{ strength: 30, towards: 77 }];
const LOOK = {
  variety: 0.35,
  around: 5,
  truncation: 0.8,
  edit: [{ direction: 2, strength: -1.5 }],
};
const DIRECTIONS = [axisDirection(3), axisDirection(9)];

Deno.test("pictureLatent() is that of the service, whatever the look", () => {
  const seed = { seed: 7, mutations: [] };
  assertEquals(pictureLatent(pagePicture(seed, FULL_LOOK), []), latents([7]));
  const mutant = { seed: 7, mutations: MUTATIONS };
  assertEquals(
    pictureLatent(pagePicture(mutant, LOOK), DIRECTIONS),
    applyLook(mutatedLatent(mutant), LOOK, DIRECTIONS),
  );
});

Deno.test("pictureLatent() is that of the service on a walk", () => {
  const frames = 5;
  const options = {
    frames,
    loop: undefined,
    scale: "1",
    resize: "nearest",
    ...{ label: undefined, endlabel: undefined },
    ...LOOK,
  } as const;
  const plan = WALK.plan({ from: "3", to: "12" }, options, "png");
  const way = applyLook(plan.latents(), LOOK, DIRECTIONS);
  for (let frame = 0; frame < frames; frame++) {
    const place = frame / (frames - 1);
    const walk = { to: 12, label: undefined, place };
    assertEquals(
      pictureLatent(
        pagePicture({ seed: 3, mutations: [] }, LOOK, walk),
        DIRECTIONS,
      ),
      way.slice(100 * frame, 100 * (frame + 1)),
    );
  }
});

const CLASSES = [{ name: "owl" }, { name: "cat" }, { name: "cow" }];

Deno.test("pictureLabel() is that of the service on every way between classes", () => {
  const frames = 4;
  for (const label of [undefined, "cow"]) {
    for (const endlabel of [undefined, "cat"]) {
      const options = {
        scale: "1",
        resize: "nearest",
        loop: undefined,
        ...{ frames, label, endlabel, ...LOOK },
      } as const;
      const plan = WALK.plan({ from: "3", to: "12" }, options, "png");
      const way = plan.labels(CLASSES);
      for (let frame = 0; frame < frames; frame++) {
        const place = frame / (frames - 1);
        const picture = pagePicture(
          { seed: 3, mutations: [] },
          { ...LOOK, label },
          { to: 12, label: endlabel, place },
        );
        assertEquals(
          pictureLabel(picture, CLASSES),
          way.slice(3 * frame, 3 * (frame + 1)),
        );
      }
    }
  }
});

Deno.test("pictureClass() is asked for, or that of the seed, or the first of a latent", () => {
  const own = CLASSES[classOfSeed(7, CLASSES)]?.name;
  const seed = { seed: 7, label: undefined };
  const latent = { seed: 0, latent: "x", label: undefined };
  assertEquals(pictureClass(seed, CLASSES), own);
  assertEquals(pictureClass({ ...seed, label: "cow" }, CLASSES), "cow");
  assertEquals(pictureClass(latent, CLASSES), "owl");
  assertEquals(pictureClass({ ...latent, label: "cow" }, CLASSES), "cow");
  assertEquals(pictureClass(seed, []), undefined);
  assertEquals(pageClass({ ...START, seed: "7" }, CLASSES), own);
  assertEquals(pageClass(START, CLASSES), undefined);
  const text = writeLatentText(latents([7]));
  const relative = { seed: 0, latent: text, mutations: MUTATIONS };
  assertEquals(
    pictureLabel(pagePicture(relative, LOOK), CLASSES),
    labels([0], CLASSES, "owl"),
  );
});

Deno.test("pagePicture() has the same JSON for the same picture", () => {
  const text = (look: typeof LOOK) =>
    JSON.stringify(pagePicture({ seed: 7, mutations: MUTATIONS }, look));
  const { variety, around, truncation, edit } = LOOK;
  const others = { to: "9", from: 3, edit, truncation, around, variety };
  assertEquals(text(others), text(LOOK));
  assertEquals(text({ ...LOOK, variety: 0.4 }) === text(LOOK), false);
  assertEquals(text({ ...LOOK, edit: [] }) === text(LOOK), false);
});
