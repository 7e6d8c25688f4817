import { assertEquals } from "@std/assert";
import { Pickler } from "../../../../train/exchange/pytorch/pickler.ts";
import { unpickle } from "../../../../train/exchange/pytorch/unpickle.ts";
import { latin1 } from "./torch_file.ts";

/** What a pickle of some steps holds. */
function read(write: (pickler: Pickler) => void): unknown {
  const pickler = new Pickler();
  write(pickler);
  return unpickle(pickler.end(), {
    globals: new Map([["collections.OrderedDict", () => new Map()]]),
    persistent: () => null,
  }).value;
}

Deno.test("Pickler writes integers of every size", () => {
  for (
    const value of [0, 1, 0xff, 0x100, 0xffff, 0x1_0000, 0x7fff_ffff]
  ) {
    assertEquals(read((pickler) => pickler.integer(value)), value);
  }
});

Deno.test("Pickler writes tuples of every length", () => {
  for (let length = 0; length < 6; length++) {
    const tuple = Array.from({ length }, (_, index) => 100 * index);
    assertEquals(read((pickler) => pickler.tuple(tuple)), tuple);
  }
});

Deno.test("Pickler writes texts as UTF-8", () => {
  assertEquals(read((pickler) => pickler.text("größe ∆")), "größe ∆");
});

Deno.test("Pickler refers to what it wrote before, however long ago", () => {
  const value = read((pickler) => {
    pickler.opcode("(");
    pickler.constant("early");
    for (let index = 0; index < 300; index++) pickler.text(`${index}`);
    pickler.constant("late");
    pickler.constant("early");
    pickler.constant("late");
    pickler.opcode("t");
  });
  const numbers = Array.from({ length: 300 }, (_, index) => `${index}`);
  assertEquals(value, ["early", ...numbers, "late", "early", "late"]);
});

Deno.test("Pickler writes a constant once", () => {
  const pickler = new Pickler();
  pickler.constant("cpu");
  pickler.constant("cpu");
  pickler.orderedDict();
  pickler.orderedDict();
  assertEquals(
    pickler.end(),
    latin1(
      "\x80\x02X\x03\0\0\0cpuq\x00h\x00" +
        "ccollections\nOrderedDict\nq\x01)Rq\x02h\x01)Rq\x03.",
    ),
  );
});
