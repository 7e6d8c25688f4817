import {
  assertEquals,
  assertStrictEquals,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import type {
  Command,
  OptionTable,
} from "../../../core/command_line/command.ts";
import { parseCommandLine } from "../../../core/command_line/parse.ts";
import { UserError } from "../../../core/user_error.ts";

const COMMAND = {
  name: "paint",
  summary: "Paints pictures.",
  usage: ["[options] [FILE]..."],
  positionals: { placeholder: "FILE", help: "where to paint", min: 0, max: 2 },
  options: {
    batch: {
      type: "integer",
      min: 1,
      max: 4096,
      default: 64,
      alias: "b",
      group: "Work",
      help: "How many at once",
    },
    "learning-rate": {
      type: "number",
      min: 0,
      max: 1,
      minExcluded: true,
      group: "Work",
      help: "How fast",
    },
    fit: {
      type: "choice",
      choices: ["stretch", "crop"],
      default: "stretch",
      group: "Work",
      help: "How to fit",
    },
    name: { type: "string", group: "Work", help: "What to call it" },
    seeds: {
      type: "integers",
      min: 0,
      max: 99,
      maxCount: 10,
      group: "Work",
      help: "Which ones",
    },
    size: {
      type: "size",
      min: 16,
      max: 64,
      multipleOf: 16,
      default: { height: 32, width: 32 },
      group: "Work",
      help: "How large",
    },
    "dry-run": { type: "flag", group: "Work", help: "Do nothing" },
    mirror: {
      type: "flag",
      negatable: true,
      default: true,
      group: "Work",
      help: "Flip them",
    },
  },
} as const satisfies Command<OptionTable>;

function parse(...args: string[]) {
  return parseCommandLine(COMMAND, args);
}

/** The one line that a command line is refused with. */
function refusal(...args: string[]): string {
  const error = assertThrows(() => parse(...args), UserError);
  assertEquals(error.exitCode, 2);
  assertEquals(error.message.split("\n").length, 1);
  return error.message;
}

Deno.test("parseCommandLine() gives the defaults when nothing is given", () => {
  assertEquals(parse(), {
    help: undefined,
    values: {
      batch: 64,
      learningRate: undefined,
      fit: "stretch",
      name: undefined,
      seeds: undefined,
      size: { height: 32, width: 32 },
      dryRun: false,
      mirror: true,
    },
    given: new Set<never>(),
    positionals: [],
  });
});

Deno.test("parseCommandLine() types the values by the table", () => {
  const { values } = parse();
  const batch: number = values.batch;
  const rate: number | undefined = values.learningRate;
  const fit: "stretch" | "crop" = values.fit;
  const name: string | undefined = values.name;
  const seeds: readonly number[] | undefined = values.seeds;
  const flags: boolean[] = [values.dryRun, values.mirror];
  // @ts-expect-error: an option without a default may be undefined.
  const wrong: number = values.learningRate;
  assertEquals(
    [batch, rate, fit, name, seeds, flags, wrong],
    [64, undefined, "stretch", undefined, undefined, [false, true], undefined],
  );
});

Deno.test("parseCommandLine() reads every type and tells what is given", () => {
  const { values, given, positionals } = parse(
    ..."a.png --batch 8 --learning-rate=2e-4 --fit crop --name 007".split(" "),
    ..."--seeds 1,4-6 --size 16x48 --dry-run --no-mirror -- -b.png".split(" "),
  );
  assertEquals(values, {
    batch: 8,
    learningRate: 2e-4,
    fit: "crop",
    name: "007",
    seeds: [1, 4, 5, 6],
    size: { height: 16, width: 48 },
    dryRun: true,
    mirror: false,
  });
  assertEquals(
    given,
    new Set(
      [
        "batch",
        "learningRate",
        "fit",
        "name",
        "seeds",
        "size",
        "dryRun",
        "mirror",
      ] as const,
    ),
  );
  assertEquals(positionals, ["a.png", "-b.png"]);
});

Deno.test("parseCommandLine() counts an option as given when it gives the default", () => {
  const { values, given } = parse("--batch", "64", "--mirror");
  assertStrictEquals(values.batch, 64);
  assertEquals(given, new Set(["batch", "mirror"] as const));
});

Deno.test("parseCommandLine() reads the short form of an option", () => {
  assertEquals(parse("-b", "5").values.batch, 5);
  assertEquals(parse("-b5").values.batch, 5);
});

Deno.test("parseCommandLine() reads flags with true or false behind them", () => {
  assertEquals(parse("--dry-run=true").values.dryRun, true);
  assertEquals(parse("--mirror=false").values.mirror, false);
  assertEquals(parse("--mirror", "false").values.mirror, false);
});

Deno.test("parseCommandLine() does not take the next argument for a flag's value", () => {
  const { values, positionals } = parse("--dry-run", "a.png");
  assertEquals([values.dryRun, positionals], [true, ["a.png"]]);
});

Deno.test("parseCommandLine() leaves positionals strings when they look like numbers", () => {
  assertEquals(parse("007", "1e3").positionals, ["007", "1e3"]);
});

Deno.test("parseCommandLine() suggests the option that was meant", () => {
  const cases = [
    ["--bacth", "unknown option --bacth: did you mean --batch?"],
    ["--bacth=8", "unknown option --bacth: did you mean --batch?"],
    ["--no-miror", "unknown option --no-miror: did you mean --no-mirror?"],
    ["-batch", "unknown option -batch: did you mean --batch?"],
    ["--colour", "unknown option --colour: --help lists the options"],
    ["-x", "unknown option -x: --help lists the options"],
    ["--batch.size", "unknown option --batch.size: --help lists the options"],
  ] as const;
  for (const [arg, message] of cases) assertEquals(refusal(arg), message);
});

Deno.test("parseCommandLine() knows no negated form of what is not negatable", () => {
  assertStringIncludes(refusal("--no-dry-run"), "unknown option --no-dry-run");
  assertStringIncludes(refusal("--no-batch=3"), "unknown option --no-batch");
});

Deno.test("parseCommandLine() throws when a value is missing", () => {
  const message = "--batch needs a value: an integer from 1 to 4096";
  assertEquals(refusal("--batch"), message);
  assertEquals(refusal("--batch="), message);
  assertEquals(refusal("--batch", "--dry-run"), message);
  assertEquals(refusal("--batch", "-1"), message);
});

Deno.test("parseCommandLine() throws when a value is not allowed", () => {
  const cases = [
    ["--batch=0", "--batch is 0: it must be an integer from 1 to 4096"],
    ["--batch=1.5", "--batch is 1.5: it must be an integer from 1 to 4096"],
    ["--batch=-1", "--batch is -1: it must be an integer from 1 to 4096"],
    ["-b=many", "--batch is many: it must be an integer from 1 to 4096"],
    [
      "--learning-rate=0",
      "--learning-rate is 0: it must be a number above 0, at most 1",
    ],
    ["--fit=fill", "--fit is fill: it must be stretch or crop"],
    ["--dry-run=no", "--dry-run is no: it takes no value"],
  ] as const;
  for (const [arg, message] of cases) assertEquals(refusal(arg), message);
});

Deno.test("parseCommandLine() throws when an option is given twice", () => {
  assertEquals(
    refusal("--batch", "1", "-b", "2"),
    "--batch is given 2 times",
  );
  for (const other of ["--mirror", "--no-mirror", "--mirror=true"]) {
    assertEquals(
      refusal(other, "--no-mirror"),
      "--mirror or --no-mirror is given 2 times",
    );
  }
});

Deno.test("parseCommandLine() throws when there are too many arguments", () => {
  assertEquals(
    refusal("a", "b", "c"),
    "unexpected argument c: --help shows the usage",
  );
  const { positionals: _, ...command } = COMMAND;
  assertThrows(
    () => parseCommandLine(command, ["x"]),
    UserError,
    "unexpected argument x",
  );
});

Deno.test("parseCommandLine() throws when there are too few arguments", () => {
  const positionals = { ...COMMAND.positionals, min: 1 };
  assertThrows(
    () => parseCommandLine({ ...COMMAND, positionals }, []),
    UserError,
    "FILE is missing: where to paint",
  );
});

Deno.test("parseCommandLine() gives the help when it is asked for", () => {
  for (
    const args of [["--help"], ["-h"], ["--batch", "0", "-h", "a", "b", "c"]]
  ) {
    const { help, values, given, positionals } = parse(...args);
    assertStringIncludes(help ?? "", "Usage: paint [options] [FILE]...");
    assertStringIncludes(help ?? "", "--help, -h");
    assertEquals(values, parse().values);
    assertEquals([given.size, positionals], [0, []]);
  }
});
