import { assertEquals } from "@std/assert";
import { latents } from "../../../core/noise/latent.ts";
import { mutatedLatent } from "../../../serve/page/shared/mutation.ts";
import {
  pagePicture,
  pictureLatent,
} from "../../../serve/page/shared/page_picture.ts";
import { FULL_LOOK } from "../../../serve/page/shared/page_state.ts";
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
    const walk = { to: 12, place: frame / (frames - 1) };
    assertEquals(
      pictureLatent(
        pagePicture({ seed: 3, mutations: [] }, LOOK, walk),
        DIRECTIONS,
      ),
      way.slice(100 * frame, 100 * (frame + 1)),
    );
  }
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
