import { assert, assertEquals, assertThrows } from "@std/assert";
import { OPCODE_NAMES } from "../../../../train/exchange/pytorch/opcodes.ts";
import {
  Global,
  MAX_PICKLE_BYTES,
  PickledList,
  type PickleRules,
} from "../../../../train/exchange/pytorch/pickle_machine.ts";
import { unpickle } from "../../../../train/exchange/pytorch/unpickle.ts";
import { latin1, littleEndian } from "./torch_file.ts";

/** Rules that allow one class, one function, and nothing else. */
const RULES: PickleRules = {
  globals: new Map([
    ["torch.FloatStorage", null],
    ["math.join", (args: readonly unknown[]) => args.join("+")],
  ]),
  persistent: (id) => ({ kept: id }),
};

/** The value of a pickle whose characters each are a byte. */
function read(pickle: string): unknown {
  return unpickle(latin1(pickle), RULES).value;
}

/** The message that a pickle is refused with. */
function refusal(pickle: string): string {
  return assertThrows(() => read(pickle), SyntaxError).message;
}

/** Opcodes that a state dict needs. */
const ALLOWED = new Set([
  ...["PROTO", "STOP", "MARK", "NONE", "NEWTRUE", "NEWFALSE"],
  ...["BININT", "BININT1", "BININT2", "LONG1", "BINFLOAT", "BINUNICODE"],
  ...["EMPTY_LIST", "APPEND", "APPENDS"],
  ...["EMPTY_TUPLE", "TUPLE", "TUPLE1", "TUPLE2", "TUPLE3"],
  ...["EMPTY_DICT", "SETITEM", "SETITEMS"],
  ...["BINPUT", "LONG_BINPUT", "BINGET", "LONG_BINGET"],
  ...["GLOBAL", "REDUCE", "BUILD", "BINPERSID"],
]);

Deno.test("unpickle() reads constants and numbers", () => {
  assertEquals(read("(N\x88\x89t."), [null, true, false]);
  assertEquals(read("(K\xffM\x34\x12J\xfe\xff\xff\xfft."), [255, 0x1234, -2]);
  assertEquals(
    read("(\x8a\x00\x8a\x01\xff\x8a\x05\x00\x00\x00\x00\x01t."),
    [0, -1, 2 ** 32],
  );
  assertEquals(read("G\xbf\xf8\x00\x00\x00\x00\x00\x00."), -1.5);
});

Deno.test("unpickle() reads texts as UTF-8", () => {
  assertEquals(read("X\x03\x00\x00\x00a\xc3\xa4."), "aä");
  assertEquals(read("X\x00\x00\x00\x00."), "");
});

Deno.test("unpickle() reads tuples, lists and dicts", () => {
  assertEquals(read(")."), []);
  assertEquals(read("K\x01K\x02K\x03\x87\x85K\x04\x86."), [[[1, 2, 3]], 4]);
  const list = read("](K\x01K\x02eK\x03a.");
  assert(list instanceof PickledList);
  assertEquals(list.items, [1, 2, 3]);
  assertEquals(
    read("}(X\x01\x00\x00\x00aK\x01K\x02NuX\x01\x00\x00\x00bK\x05s."),
    new Map<unknown, unknown>([["a", 1], [2, null], ["b", 5]]),
  );
});

Deno.test("unpickle() keeps and recalls values", () => {
  assertEquals(read("K\x07q\xc8h\xc8\x86."), [7, 7]);
  assertEquals(read("K\x07r\x00\x01\x00\x00j\x00\x01\x00\x00\x86."), [7, 7]);
  const [a, b] = read("]q\x00h\x00\x86.") as unknown[];
  assert(a === b);
});

Deno.test("unpickle() gives allowed globals, calls and outer objects", () => {
  assertEquals(
    read("ctorch\nFloatStorage\n."),
    new Global("torch.FloatStorage"),
  );
  assertEquals(read("cmath\njoin\nK\x01K\x02\x86R."), "1+2");
  assertEquals(read("K\x01Q."), { kept: 1 });
});

Deno.test("unpickle() drops the attributes of dicts", () => {
  assertEquals(read("}}X\x01\x00\x00\x00aK\x01sb."), new Map());
});

Deno.test("unpickle() says how long the pickle is", () => {
  assertEquals(unpickle(latin1("\x80\x02K\x05.rest"), RULES).bytes, 5);
});

Deno.test("unpickle() refuses every opcode that no state dict has, by name", () => {
  const refused = [...OPCODE_NAMES].filter(([, name]) => !ALLOWED.has(name));
  assertEquals(refused.length, OPCODE_NAMES.size - ALLOWED.size);
  for (const [opcode, name] of refused) {
    assertEquals(
      // Enough on the stack and behind the opcode for any of them.
      refusal(`((]}K\x01${String.fromCharCode(opcode)}${"1\n".repeat(8)}.`),
      `its pickle has the opcode ${name}, which no state dict has`,
    );
  }
  assertEquals(
    refusal("\xff."),
    "its pickle has the opcode 0xff, which no state dict has",
  );
});

for (
  const [attack, pickle, named] of [
    ["os.system", "cos\nsystem\n(X\x02\x00\x00\x00idtR.", "os.system"],
    [
      "posix.system",
      "cposix\nsystem\nX\x02\x00\x00\x00id\x85R.",
      "posix.system",
    ],
    [
      "builtins.eval",
      "cbuiltins\neval\nX\x01\x00\x00\x001\x85R.",
      "builtins.eval",
    ],
    ["a class by INST", "(X\x02\x00\x00\x00idios\nsystem\n.", "INST"],
    ["a class by OBJ", "(cos\nsystem\no.", "os.system"],
    ["a class by NEWOBJ", "ctorch\nFloatStorage\n)\x81.", "NEWOBJ"],
    [
      "a class by STACK_GLOBAL",
      "X\x02\x00\x00\x00osX\x06\x00\x00\x00system\x93.",
      "STACK_GLOBAL",
    ],
    [
      "a dotted name",
      "ctorch\nserialization.os.system\n.",
      "torch.serialization.os.system",
    ],
    ["an extension", "\x82\x01.", "EXT1"],
    [
      "the prototype of objects",
      "c__proto__\nconstructor\n.",
      "__proto__.constructor",
    ],
  ] as const
) {
  Deno.test(`unpickle() names ${attack}`, () => {
    const message = refusal(pickle);
    assert(message.includes(named), message);
  });
}

Deno.test("unpickle() calls only functions", () => {
  assertEquals(
    refusal("ctorch\nFloatStorage\n)R."),
    "its pickle calls torch.FloatStorage, which it may not",
  );
  const noClass = "its pickle calls something that is no class";
  assertEquals(refusal("K\x01)R."), noClass);
  assertEquals(refusal("X\x09\x00\x00\x00math.join)R."), noClass);
  assertEquals(refusal("cmath\njoin\n]R."), noClass);
  assertEquals(refusal("cmath\njoin\nK\x01R."), noClass);
});

Deno.test("unpickle() shows names of globals without what terminals obey", () => {
  const message = refusal(`cos\n\x1b[2J${"x".repeat(1000)}\n.`);
  assert(!message.includes("\x1b") && message.length < 200, message);
});

Deno.test("unpickle() refuses other protocols", () => {
  for (const protocol of [0, 1, 3, 4, 5, 255]) {
    assertEquals(
      refusal(`\x80${String.fromCharCode(protocol)}N.`),
      `its pickle has protocol ${protocol}: only 2, which torch.save writes by default, can be read`,
    );
  }
});

for (
  const [damage, pickle, message] of [
    ["it is empty", "", "its pickle ends early"],
    ["it has no STOP", "K\x01", "its pickle ends early"],
    ["a number is cut off", "J\x01\x02", "its pickle ends early"],
    [
      "a text is longer than the pickle",
      "X\xff\xff\xff\xffabc.",
      "its pickle ends early",
    ],
    ["a line has no end", "cos", "its pickle ends early"],
    [
      "there is nothing on the stack",
      ".",
      "its pickle takes from an empty stack",
    ],
    [
      "a tuple takes more than there is",
      "K\x01\x86.",
      "its pickle takes from an empty stack",
    ],
    [
      "something below a MARK is taken",
      "K\x01(a.",
      "its pickle takes from an empty stack",
    ],
    ["a MARK is missing", "K\x01t.", "its pickle lacks a MARK"],
    [
      "a memo was never kept",
      "h\x05.",
      "its pickle recalls what it never kept: 5",
    ],
    ["nothing is kept", "q\x00.", "its pickle takes from an empty stack"],
    [
      "it appends to a tuple",
      ")K\x01a.",
      "its pickle appends to something that is no list",
    ],
    [
      "it sets items of a list",
      "]K\x01K\x02s.",
      "its pickle sets items of something that is none",
    ],
    [
      "a key has no value",
      "}(K\x01u.",
      "its pickle sets items of something that is none",
    ],
    [
      "a key is a tuple",
      "})K\x01s.",
      "its pickle has a key that is no text or number",
    ],
    [
      "a list gets attributes",
      "]}b.",
      "its pickle gives attributes to what is no dict",
    ],
    [
      "attributes are no dict",
      "}]b.",
      "its pickle gives attributes to what is no dict",
    ],
    [
      "a text is not UTF-8",
      "X\x01\x00\x00\x00\xff.",
      "its pickle has a text that is not UTF-8",
    ],
  ] as const
) {
  Deno.test(`unpickle() throws when ${damage}`, () => {
    assertEquals(refusal(pickle), message);
  });
}

Deno.test("unpickle() bears structures that are as deep as a pickle is long", () => {
  const deep = "\x85".repeat(MAX_PICKLE_BYTES - 2);
  assert(Array.isArray(read(`N${deep}.`)));
  // A list inside of itself.
  const list = read("]q\x00h\x00a.") as PickledList;
  assert(list.items[0] === list);
});

Deno.test("unpickle() bears values that double with every step", () => {
  const doubling = Array.from(
    { length: 200 },
    (_, index) => `q${littleEndian(index, 1)}h${littleEndian(index, 1)}\x86`,
  );
  assert(Array.isArray(read(`)${doubling.join("")}.`)));
});

Deno.test("unpickle() refuses pickles that are longer than any state dict's", () => {
  const long = new Uint8Array(MAX_PICKLE_BYTES + 1).fill(0x5d);
  assertThrows(
    () => unpickle(long, RULES),
    SyntaxError,
    `its pickle is longer than ${MAX_PICKLE_BYTES} bytes`,
  );
});
