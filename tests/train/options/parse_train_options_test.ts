import {
  assert,
  assertEquals,
  assertFalse,
  assertLessOrEqual,
  assertStringIncludes,
} from "@std/assert";
import { parseTrainOptions } from "../../../train/options/train_options.ts";
import { TRAIN_COMMAND } from "../../../train/options/train_command.ts";
import { refusal } from "./refusal.ts";

Deno.test("parseTrainOptions() refuses names of classes in another order than that of their numbers", () => {
  const names = ["--class-names", "boot,sneaker"];
  assertEquals(
    refusal("--classes", "9,7", ...names),
    "--classes is 9,7: with --class-names it must be in the order of the numbers, 7,9, and so must the names",
  );
  assertEquals(
    parseTrainOptions(["--classes", "7,9", ...names]).help,
    undefined,
  );
  assertEquals(parseTrainOptions(["--classes", "9,7"]).help, undefined);
});

Deno.test("parseTrainOptions() throws when a value is out of its range", () => {
  const cases = [
    ["--batch=1", "--batch is 1: it must be an integer from 2 to 4096"],
    ["--d=513", "--d is 513: it must be an integer from 1 to 512"],
    ["--epochs=0", "--epochs is 0: it must be an integer from 1 to 1000000"],
    ["--lr=0", "--lr is 0: it must be a number above 0, at most 1"],
    ["--lr=1.01", "--lr is 1.01: it must be a number above 0, at most 1"],
    ["--beta1=1", "--beta1 is 1: it must be a number from 0 to below 1"],
    ["--beta2=1", "--beta2 is 1: it must be a number from 0 to below 1"],
    ["--seed=-1", "--seed is -1: it must be an integer from 0 to 4294967295"],
    [
      "--seed=4294967296",
      "--seed is 4294967296: it must be an integer from 0 to 4294967295",
    ],
    [
      "--images=0",
      "--images is 0: it must be a count from 1 to 1000000000, like 1500, 120k or 1.5M",
    ],
    [
      "--size=60",
      "--size is 60: it must be HEIGHTxWIDTH or one number for both, each from 16 to 1024, a multiple of 16",
    ],
    [
      "--background=fff",
      "--background is fff: it must be six hexadecimal digits",
    ],
    [
      "--preset=fast",
      "--preset is fast: it must be auto, gpu, cpu, reference or paper",
    ],
    [
      "--augment=colour",
      "--augment is colour: it must be none, or a list of color, translation or cutout",
    ],
    [
      "--name=a/b",
      "--name is a/b: it must be up to 64 letters, digits, dots, hyphens or underscores",
    ],
  ] as const;
  for (const [arg, message] of cases) assertEquals(refusal(arg), message);
  assertStringIncludes(refusal("--name=.."), "--name is ..");
  assertStringIncludes(refusal("--classes=256"), "from 0 to 255");
});

Deno.test("parseTrainOptions() throws when there are arguments besides options", () => {
  assertStringIncludes(refusal("pictures/"), "unexpected argument pictures/");
});

Deno.test("parseTrainOptions() tells what is given and what is not", () => {
  const { given, values } = parseTrainOptions(["--dry-run", "--epochs", "3"]);
  assertEquals(given, new Set(["dryRun", "epochs"] as const));
  assertEquals([values.dryRun, values.resume], [true, undefined]);
});

Deno.test("parseTrainOptions() takes some options together with --resume", () => {
  const args =
    "--resume runs/3 --epochs 9 --device wasm --threads 1 --log-every 2 --grid-every 5 --save-every 6 --score-every 7 --stop-after 8 --lr 1e-4 --lr-d 2e-4 --data photos --labels l --cache c";
  const { values } = parseTrainOptions(args.split(" "));
  const { resume, images, epochs, lr, lrD, data, labels, cache } = values;
  assertEquals([resume, images, epochs], ["runs/3", undefined, 9]);
  assertEquals([lr, lrD, data, labels, cache], [
    1e-4,
    2e-4,
    "photos",
    "l",
    "c",
  ]);
  assertEquals([values.threads, values.saveEvery, values.scoreEvery], [
    1,
    6,
    7,
  ]);
});

Deno.test("parseTrainOptions() throws when another option is given with --resume", () => {
  assertEquals(
    refusal("--batch", "8", "--resume", "runs/3"),
    "--batch cannot be given with --resume, which keeps the run's own options: " +
      "only --data, --labels, --cache, --device, --threads, --images, --epochs, --lr, --lr-d, --log-every, --grid-every, --save-every, --score-every, --stop-after and --minutes may be given",
  );
  for (const arg of ["--dry-run", "--seed=0", "--preset=auto", "--d=8"]) {
    const name = arg.replace(/=.*/, "");
    assertStringIncludes(
      refusal("--resume=runs/3", arg),
      `${name} cannot be given with --resume`,
    );
  }
});

/** The help of training, all of it or the usual options. */
function help(flag: "--help" | "--help-all"): string {
  const { help } = parseTrainOptions([flag]);
  assert(help !== undefined);
  return help;
}

/** The lines of each option by its name. */
function optionLines(text: string): Map<string, string[]> {
  const lines = new Map<string, string[]>();
  let name: string | undefined;
  for (const line of text.split("\n")) {
    const found = /^ {2}--([a-z0-9-]+)/.exec(line)?.[1];
    if (found !== undefined) name = found;
    else if (!line.startsWith("    ")) name = undefined;
    if (name !== undefined) {
      lines.set(name, [...lines.get(name) ?? [], line]);
    }
  }
  return lines;
}

Deno.test("TRAIN_COMMAND has every option in its whole help, in two lines each at most", () => {
  const lines = optionLines(help("--help-all"));
  for (const name of Object.keys(TRAIN_COMMAND.options)) {
    const own = lines.get(name);
    assert(own !== undefined, name);
    assertLessOrEqual(own.length, 2, own.join("\n"));
    for (const line of own) assertLessOrEqual(line.length, 80, line);
  }
});

Deno.test("TRAIN_COMMAND has the usual options, examples and presets in its help", () => {
  const usual = help("--help");
  assertLessOrEqual(usual.split("\n").length, 60);
  assert(optionLines(usual).has("data"));
  assertFalse(optionLines(usual).has("ada-target"));
  assertStringIncludes(usual, "Usage: deno task train [options]");
  assertStringIncludes(usual, "  deno task train --data photos\n");
  assertStringIncludes(
    optionLines(usual).get("images")?.map((line) => line.trim()).join(" ") ??
      "",
    "[like 120k; default 1M, cpu 120k, reference 5M]",
  );
});

Deno.test("parseTrainOptions() takes --minutes instead of a length, also with --resume", () => {
  assertEquals(parseTrainOptions(["--minutes", "2.5"]).values.minutes, 2.5);
  const resumed = parseTrainOptions(["--resume", "runs/1", "--minutes", "10"]);
  assertEquals(resumed.values.minutes, 10);
  for (const other of ["images", "epochs"]) {
    assertEquals(
      refusal("--minutes", "10", `--${other}`, "5"),
      `--minutes and --${other} both say how long to train: give one of them`,
    );
  }
  assertEquals(
    refusal("--minutes", "10", "--dry-run"),
    "--minutes cannot be given with --dry-run, which trains nothing",
  );
  assertEquals(
    refusal("--minutes", "0"),
    "--minutes is 0: it must be a number above 0, at most 100000",
  );
});
