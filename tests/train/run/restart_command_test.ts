import { assertEquals } from "@std/assert";
import {
  parseTrainOptions,
  resolveTrainOptions,
} from "../../../train/options/train_options.ts";
import { restartCommand } from "../../../train/run/restart_command.ts";
import { suitedOptions } from "../../../train/run/suited_options.ts";

Deno.test("restartCommand() gives back the options of a run, as a shell reads them", () => {
  const args = [
    ...["--data", "idx:my photos/it's.idx", "--classes", "1,4-6"],
    ...["--size", "32x48", "--preset", "paper", "--augment", "cutout,color"],
    ...["--mirror", "--epochs", "3", "--lr", "1e-7", "--name", "été"],
  ];
  const options = resolveTrainOptions(parseTrainOptions(args), { gpu: true });
  const command = restartCommand({ ...options }, {}, 5000);
  assertEquals(command.startsWith("deno task train --"), true, command);
  const script = `deno() { shift 2; printf '%s\\n' "$@"; }; ${command}`;
  const { stdout } = new Deno.Command("sh", { args: ["-c", script] })
    .outputSync();
  const words = new TextDecoder().decode(stdout).trimEnd().split("\n");
  assertEquals(
    resolveTrainOptions(parseTrainOptions(words), { gpu: false }),
    options,
  );
});

Deno.test("restartCommand() names what is not as the preset has it, and what changes", () => {
  const options = resolveTrainOptions(parseTrainOptions([]), { gpu: false });
  assertEquals(
    restartCommand({ ...options }, {}, 5000),
    "deno task train --preset cpu",
  );
  assertEquals(
    restartCommand({ ...options }, { lr: 5e-4, lrD: 2e-4, augment: [] }, 5000),
    "deno task train --preset cpu --lr 0.0005 --lr-d 0.0002 --augment none",
  );
  // Of an older version, before there were presets.
  assertEquals(restartCommand({ d: 7 }, {}, 5000), "deno task train --d 7");
});

Deno.test("restartCommand() leaves out what was chosen for the pictures, and not what was given instead", () => {
  const options = resolveTrainOptions(
    parseTrainOptions(["--images", "20k"]),
    { gpu: false },
  );
  const chosen = suitedOptions(options, new Set(), 150).options;
  assertEquals(
    restartCommand({ ...chosen }, {}, 150),
    "deno task train --preset cpu --images 20000",
  );
  assertEquals(
    restartCommand({ ...chosen, r1: 0, holdout: 15 }, {}, 150),
    "deno task train --holdout 15 --preset cpu --images 20000 --r1 0",
  );
  // Not what the preset, but what this run would choose.
  const half = { ...options, fp16: true, r1: 1, holdout: 0 };
  assertEquals(
    restartCommand({ ...half, scoreEvery: 4000 }, {}, 150),
    "deno task train --preset cpu --fp16 --images 20000 --r1 1",
  );
  const noise = { ...chosen, instanceNoise: 0.03, instanceNoiseImages: 10_000 };
  assertEquals(
    restartCommand(noise, {}, 150),
    "deno task train --preset cpu --images 20000 --instance-noise 0.03",
  );
  assertEquals(
    restartCommand({ ...noise, instanceNoiseImages: 100_000 }, {}, 150),
    "deno task train --preset cpu --images 20000 --instance-noise 0.03 --instance-noise-images 100000",
  );
});
