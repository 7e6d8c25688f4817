import { assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../../../core/user_error.ts";
import { FIELDS } from "../../../train/options/fields.ts";
import {
  parseTrainOptions,
  resolveTrainOptions,
} from "../../../train/options/train_options.ts";
import {
  mergeResumeOptions,
  readTrainOptions,
} from "../../../train/options/saved_options.ts";

function options(...args: string[]) {
  return resolveTrainOptions(parseTrainOptions(args), { gpu: false });
}

/** The one line that a JSON file is refused with. */
function refusal(json: unknown): string {
  const error = assertThrows(() => readTrainOptions(json), UserError);
  assertEquals(error.exitCode, 1);
  assertEquals(error.message.split("\n").length, 1);
  return error.message;
}

Deno.test("readTrainOptions() gives back what was saved", () => {
  for (
    const saved of [
      options(),
      options("--preset", "paper", "--classes", "1-3", "--threads", "2"),
      options("--labels", "l.gz", "--name", "a", "--size", "16x1024"),
    ]
  ) {
    assertEquals(readTrainOptions(JSON.parse(JSON.stringify(saved))), saved);
  }
});

Deno.test("readTrainOptions() throws when it is given no object", () => {
  for (const json of [null, 1, "text", [], undefined]) {
    assertEquals(
      refusal(json),
      "options.json is damaged: it must hold a JSON object",
    );
  }
});

Deno.test("readTrainOptions() throws when a field is missing that every version has", () => {
  for (const key of Object.keys(options())) {
    const { [key]: _, ...rest } = options() as unknown as Record<
      string,
      unknown
    >;
    if (FIELDS[key]?.before !== undefined || key === "lrD") continue;
    assertEquals(refusal(rest), `options.json is damaged: it lacks ${key}`);
  }
});

Deno.test("readTrainOptions() gives options that came later the value that changes nothing", () => {
  // Not what new runs have by default.
  const now = options(
    ...["--preset", "cpu", "--epochs", "13", "--mirror"],
    ...["--weight-decay", "0.1"],
  );
  const older = Object.fromEntries(
    Object.entries(now).filter(([key]) =>
      FIELDS[key]?.before === undefined && key !== "lrD"
    ),
  );
  const read = readTrainOptions(older);
  assertEquals({ ...read, ...older }, read);
  assertEquals([read.realLabel, read.augment, read.mirror], [1, [], false]);
  assertEquals(read.lrD, now.lr);
  assertEquals(Object.keys(read), Object.keys(now));
  // What the file says counts.
  assertEquals(readTrainOptions({ ...older, mirror: true }).mirror, true);
  assertEquals(
    refusal({ ...older, realLabel: 2 }),
    "options.json is damaged: realLabel is 2, but it must be a number from 0.5 to 1",
  );
});

Deno.test("readTrainOptions() throws when a field is not allowed", () => {
  const cases: [Record<string, unknown>, string][] = [
    [
      { batch: "32" },
      'batch is "32", but it must be an integer from 2 to 4096',
    ],
    [
      { batch: null },
      "batch is null, but it must be an integer from 2 to 4096",
    ],
    [
      { height: 60 },
      "height is 60, but it must be an integer from 16 to 1024, a multiple of 16",
    ],
    [
      { preset: "auto" },
      'preset is "auto", but it must be gpu, cpu, reference or paper',
    ],
    [{ lr: 0 }, "lr is 0, but it must be a number above 0, at most 1"],
    [
      { classes: [1, 256] },
      "classes is [1,256], but it must be a list like 1,4-6 of at most 256 integers from 0 to 255",
    ],
  ];
  for (const [fields, message] of cases) {
    assertEquals(
      refusal({ ...options(), ...fields }),
      `options.json is damaged: ${message}`,
    );
  }
});

Deno.test("readTrainOptions() throws when a field is null that may not be", () => {
  const nullable = [
    ...["labels", "classes", "classNames", "credit", "licence"],
    ...["threads", "name", "from", "fromD"],
  ];
  for (const key of Object.keys(options())) {
    const json = { ...options(), [key]: null };
    if (key === "images" || key === "epochs") continue;
    if (nullable.includes(key)) assertEquals(readTrainOptions(json), json);
    else {
      assertThrows(
        () => readTrainOptions(json),
        UserError,
        `${key} is null`,
      );
    }
  }
});

Deno.test("readTrainOptions() throws unless it is given either images or epochs", () => {
  const message =
    "options.json is damaged: it must have either images or epochs";
  assertEquals(refusal({ ...options(), images: null }), message);
  assertEquals(refusal({ ...options(), epochs: 3 }), message);
  const inEpochs = { ...options(), images: null, epochs: 3 };
  assertEquals(readTrainOptions(inEpochs), inEpochs);
});

Deno.test("readTrainOptions() keeps the epochs of a run from before there were images", () => {
  const { images: _, ...older } = options("--epochs", "13");
  const { images, epochs } = readTrainOptions(older);
  assertEquals([images, epochs], [null, 13]);
});

Deno.test("readTrainOptions() throws when a field is unknown", () => {
  assertEquals(
    refusal({ ...options(), momentum: 1 }),
    "options.json has the option momentum, which this version of the program does not know",
  );
});

Deno.test("readTrainOptions() names the file in its messages", () => {
  assertThrows(
    () => readTrainOptions({}, "runs/3/options.json"),
    UserError,
    "runs/3/options.json is damaged",
  );
});

Deno.test("mergeResumeOptions() changes what the command line gives", () => {
  const saved = options("--device", "webgpu");
  const request = parseTrainOptions(
    "--resume r --images 200k --device wasm --threads 2 --grid-every 1 --save-every 2"
      .split(" "),
  );
  assertEquals(mergeResumeOptions(saved, request), {
    options: {
      ...saved,
      images: 200_000,
      device: "wasm",
      threads: 2,
      gridEvery: 1,
      saveEvery: 2,
    },
    changed: [
      "device webgpu → wasm",
      "threads all cores → 2",
      "images 120000 → 200000",
      "grid-every 10000 → 1",
      "save-every 10000 → 2",
    ],
  });
});

Deno.test("mergeResumeOptions() changes the learning rate that is given and no other", () => {
  const request = parseTrainOptions(["--resume", "r", "--lr", "5e-4"]);
  assertEquals(mergeResumeOptions(options(), request), {
    options: { ...options(), lr: 5e-4 },
    changed: ["lr 0.001 → 0.0005"],
  });
});

Deno.test("mergeResumeOptions() throws when a run shall end by scores that it has not", () => {
  const request = parseTrainOptions(["--resume", "r", "--stop-after", "5k"]);
  assertThrows(
    () => mergeResumeOptions(options("--score-every", "0"), request),
    UserError,
    "--score-every is 0",
  );
});

Deno.test("mergeResumeOptions() keeps what the command line does not give", () => {
  const saved = options(
    ..."--batch 8 --device wasm --threads 3 --save-every 5 --epochs 4"
      .split(" "),
  );
  const request = parseTrainOptions(["--resume", "r"]);
  assertEquals(mergeResumeOptions(saved, request), {
    options: saved,
    changed: [],
  });
});

Deno.test("mergeResumeOptions() changes the length from epochs to images and back", () => {
  const inImages = options();
  const inEpochs = options("--epochs", "13");
  const merge = (saved: typeof inImages, ...length: string[]) =>
    mergeResumeOptions(saved, parseTrainOptions(["--resume", "r", ...length]));
  assertEquals(merge(inImages, "--epochs", "13"), {
    options: inEpochs,
    changed: ["epochs none → 13"],
  });
  assertEquals(merge(inEpochs, "--images", "120k"), {
    options: inImages,
    changed: ["images none → 120000"],
  });
});

Deno.test("mergeResumeOptions() tells no change when the value is the same", () => {
  const request = parseTrainOptions(["--resume", "r", "--images", "120k"]);
  assertEquals(mergeResumeOptions(options(), request).changed, []);
});
