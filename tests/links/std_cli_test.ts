import { assertEquals, assertThrows } from "@std/assert";
import { parseArgs, type ParseOptions } from "@std/cli/parse-args";

function parse(
  line: string,
  options?: ParseOptions,
): Record<string, unknown> {
  return parseArgs(line.split(" ").filter((arg) => arg !== ""), options);
}

Deno.test("parseArgs() tells options, values and the rest apart", () => {
  const cases: [string, Record<string, unknown>][] = [
    ["", { _: [] }],
    ["a 1 - 0x10 1e3", { _: ["a", 1, "-", 16, 1000] }],
    ["--a", { a: true, _: [] }],
    ["--a b c", { a: "b", _: ["c"] }],
    ["--a=b c", { a: "b", _: ["c"] }],
    ["--a= --b=c=d", { a: "", b: "c=d", _: [] }],
    ["--a --b", { a: true, b: true, _: [] }],
    ["--a -1", { a: true, 1: true, _: [] }],
    ["--a=-1", { a: -1, _: [] }],
    ["--a true --b false c", { a: "true", b: "false", _: ["c"] }],
    ["--a 1 --a 2", { a: 2, _: [] }],
    ["--no-a b", { "no-a": "b", _: [] }],
    ["--a.b 1 --a.c.d 2", { a: { b: 1, c: { d: 2 } }, _: [] }],
    ["-abc d", { a: true, b: true, c: "d", _: [] }],
    ["-a=b -n5 -x-", { a: "b", n: 5, x: "-", _: [] }],
    ["--a -- --b c", { a: true, _: ["--b", "c"] }],
  ];
  for (const [line, expected] of cases) assertEquals(parse(line), expected);
});

Deno.test("parseArgs() never takes a value for a boolean, unless it is one", () => {
  const options = { boolean: ["a", "b"] };
  assertEquals(parse("--a x", options), { a: true, b: false, _: ["x"] });
  assertEquals(parse("--a false x", options), { a: false, b: false, _: ["x"] });
  assertEquals(parse("--b=false", options), { a: false, b: false, _: [] });
  assertEquals(parse("--a x -b y", { boolean: true }), {
    a: true,
    b: "y",
    _: ["x"],
  });
});

Deno.test("parseArgs() leaves strings as they are", () => {
  const options = { string: ["a", "_"] };
  assertEquals(parse("--a 007 1", options), { a: "007", _: ["1"] });
  assertEquals(parse("--a", options), { a: "", _: [] });
});

Deno.test("parseArgs() gathers what is to be collected", () => {
  const options = { string: ["s"], boolean: ["b"], collect: ["s", "b", "u"] };
  assertEquals(parse("", options), { s: [], b: [], _: [] });
  assertEquals(parse("--s 1 --b --s=2 --u 3", options), {
    s: ["1", "2"],
    b: [true],
    u: [3],
    _: [],
  });
});

Deno.test("parseArgs() negates what is negatable", () => {
  const options = { boolean: ["a"], string: ["s"], negatable: ["a", "s"] };
  assertEquals(parse("--no-a --no-s x", options), {
    a: false,
    s: false,
    _: ["x"],
  });
});

Deno.test("parseArgs() sets every alias", () => {
  const options = { alias: { all: ["a", "l"] }, boolean: ["all"] };
  assertEquals(parse("-l x", options), {
    all: true,
    a: true,
    l: true,
    _: ["x"],
  });
  assertThrows(
    () => parse("", { alias: { a: undefined } }),
    TypeError,
    "Alias value must be defined",
  );
});

Deno.test("parseArgs() gives defaults to what is not given, aliases included", () => {
  const options = {
    default: { port: 8000, a: { b: 1 } },
    alias: { port: "p" },
  };
  assertEquals(parse("", options), { port: 8000, p: 8000, a: { b: 1 }, _: [] });
  assertEquals(parse("-p 1", options), { port: 1, p: 1, a: { b: 1 }, _: [] });
});

Deno.test("parseArgs() keeps what follows a double dash apart", () => {
  assertEquals(parse("a -- b 1", { "--": true }), {
    _: ["a"],
    "--": ["b", "1"],
  });
});

Deno.test("parseArgs() stops early", () => {
  assertEquals(parse("--a 1 b --c 2", { stopEarly: true }), {
    a: 1,
    _: ["b", "--c", "2"],
  });
});

Deno.test("parseArgs() asks about what it does not know", () => {
  const asked: unknown[] = [];
  const parsed = parse("--a 1 --b=2 -cd e", {
    string: ["a"],
    unknown: (...told) => {
      asked.push(told);
      return false;
    },
  });
  assertEquals(parsed, { a: "1", _: [] });
  assertEquals(asked, [
    ["--b=2", "b", "2"],
    ["-cd", "c", true],
    ["-cd", "d", "e"],
  ]);
});

Deno.test("parseArgs() writes into no prototype", () => {
  const parsed = parse("--__proto__.x 1 --a.__proto__.y 2 --constructor.z 3");
  assertEquals(({} as Record<string, unknown>)["x"], undefined);
  assertEquals(({} as Record<string, unknown>)["y"], undefined);
  assertEquals(parsed["x"], undefined);
});

Deno.test("parseArgs() infers the types of its value", () => {
  const parsed = parseArgs(["--name", "x"], {
    boolean: ["dry"],
    string: ["name", "port"],
    collect: ["seed"],
    alias: { name: "n" },
    default: { port: 8000 },
    "--": true,
  });
  const dry: boolean = parsed.dry;
  const name: string | undefined = parsed.name;
  const alias: string | undefined = parsed.n;
  const port: string | number = parsed.port;
  const seed: unknown[] | undefined = parsed.seed;
  const rest: string[] = parsed["--"];
  // @ts-expect-error: a string may be missing.
  const wrong: string = parsed.name;
  assertEquals(
    [dry, name, alias, port, seed, rest, wrong],
    [false, "x", "x", 8000, undefined, [], "x"],
  );
});
