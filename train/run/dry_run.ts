import { uniforms } from "../../core/noise/random.ts";
import type { Device } from "../engine/engine.ts";
import { latents } from "../../core/noise/latent.ts";
import type { TrainOptions } from "../options/fields.ts";
import { learningRates } from "../step/schedule.ts";
import type { Tensors } from "../tensors/tensor.ts";
import { tryPictures } from "./read_pictures.ts";
import { checkClasses, openTrainer } from "./start.ts";
import { suitedOptions } from "./suited_options.ts";

const STEPS = 2;
const START = { epoch: 0, epochs: 1 };

/**
 * Tries what a run needs: that its pictures can be opened, and of the device two
 * steps on made-up pictures and a sample. Writes nothing.
 *
 * @param requested Options of the run.
 * @param device Device to try.
 * @param print Prints a line.
 * @param start `given`: names of the options that were given, in camel case;
 * others are fitted to the number of pictures. Without it none are. `state`:
 * state to start from, drawn from the seed by default. `classes`: what its
 * classes are called, if that is known.
 * @throws {UserError} If the pictures or the device cannot be opened, or do not
 * go with that state.
 */
export async function dryRun(
  requested: TrainOptions,
  device: Device,
  print: (line: string) => void,
  { given, state, classes: known }: {
    given?: ReadonlySet<string>;
    state?: Tensors;
    classes?: readonly string[];
  } = {},
): Promise<void> {
  const { name, classes: names, most } = await tryPictures(requested);
  const classes = names?.map((name) => ({ name }));
  print(
    `data: ${name}, which can be read${
      classes === undefined ? "" : `, in ${classes.length} classes`
    }`,
  );
  if (state !== undefined) checkClasses(state, classes, known);
  const { options, chosen } = given === undefined
    ? { options: requested, chosen: [] }
    : suitedOptions(requested, given, most);
  if (chosen.length > 0) {
    print(`chosen for ${most} pictures: ${chosen.join("; ")}`);
  }
  const { batch, height, width, seed } = options;
  const trainer = await openTrainer(
    options,
    device,
    state,
    {},
    classes,
  );
  const labels = Array.from(
    { length: batch },
    (_, row) => row % (classes?.length ?? 1),
  );
  for (let step = 0; step < STEPS; step++) {
    const noise = uniforms(seed, "dryRun", step, batch * 3 * height * width);
    const real = Float32Array.from(noise, (value) => 2 * value - 1);
    const rates = learningRates(options, START);
    const pending = await trainer.train(real, rates, labels);
    for (const losses of await trainer.losses([pending])) {
      print(
        `step ${step + 1}: D real ${losses.real.toFixed(4)}, D fake ${
          losses.fake.toFixed(4)
        }, G ${losses.generator.toFixed(4)}`,
      );
    }
  }
  await trainer.sample(latents([0]), [0]);
  await trainer.engine.release();
}
