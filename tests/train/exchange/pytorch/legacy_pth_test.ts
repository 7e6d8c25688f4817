import { assertEquals, assertRejects } from "@std/assert";
import { readPth } from "../../../../train/exchange/pytorch/read_pth.ts";
import { readTensor } from "../../../../train/exchange/stored_tensor.ts";
import {
  latin1,
  LEGACY_HEAD,
  littleEndian,
  tensorPickle,
} from "./torch_file.ts";

/** A pickle of a dict with a vector of two float32 whose storage is `k`. */
const LEGACY_DICT = String.fromCharCode(
  ...tensorPickle({ key: "k", count: 2, shape: [2], strides: [1] }),
);
/** The pickled list of the storages' keys. */
const LEGACY_KEYS = "\x80\x02]X\x01\0\0\0ka.";
/** The storage behind its number of elements. */
const LEGACY_STORAGE = `${littleEndian(2, 8)}\0\0\x80\x3f\0\0\0\x40`;

Deno.test("readPth() reads the old format", async () => {
  const file = LEGACY_HEAD + LEGACY_DICT + LEGACY_KEYS + LEGACY_STORAGE;
  const x = (await readPth(latin1(file))).get("x");
  assertEquals(x && readTensor("x", x).data, Float32Array.of(1, 2));
});

for (
  const [damage, file, message] of [
    [
      "it is of another version",
      LEGACY_HEAD.replace("M\xe9\x03", "M\xea\x03") + LEGACY_DICT + LEGACY_KEYS,
      "it is of a version that cannot be read",
    ],
    [
      "it is big-endian",
      LEGACY_HEAD.replace("\x88s.", "\x89s.") + LEGACY_DICT + LEGACY_KEYS,
      "its numbers are big-endian",
    ],
    [
      "a storage is cut off",
      LEGACY_HEAD + LEGACY_DICT + LEGACY_KEYS + LEGACY_STORAGE.slice(0, -1),
      "it ends early",
    ],
    [
      "there is nothing behind the pickles",
      LEGACY_HEAD + LEGACY_DICT + LEGACY_KEYS,
      "it ends early",
    ],
    [
      "a storage has another size than its tensor says",
      LEGACY_HEAD + LEGACY_DICT + LEGACY_KEYS +
      LEGACY_STORAGE.replace("\x02", "\x03"),
      "its storage k has another size",
    ],
    [
      "a storage is not listed",
      `${LEGACY_HEAD}${LEGACY_DICT}\x80\x02].${LEGACY_STORAGE}`,
      "its storage k is missing",
    ],
    [
      "the storages are no list",
      `${LEGACY_HEAD}${LEGACY_DICT}\x80\x02N.${LEGACY_STORAGE}`,
      "its storage k is missing",
    ],
    [
      "a storage is listed twice",
      LEGACY_HEAD + LEGACY_DICT + "\x80\x02](X\x01\0\0\0kX\x01\0\0\0ke." +
      LEGACY_STORAGE + LEGACY_STORAGE,
      "its list of storages is wrong",
    ],
    [
      "a storage is listed that no tensor has",
      `${LEGACY_HEAD}${LEGACY_DICT}\x80\x02]X\x01\0\0\0oa.${LEGACY_STORAGE}`,
      "its list of storages is wrong",
    ],
  ] as const
) {
  Deno.test(`readPth() throws when ${damage}, in the old format`, async () => {
    const error = await assertRejects(
      () => readPth(latin1(file)),
      SyntaxError,
    );
    assertEquals(error.message, message);
  });
}

Deno.test("readPth() throws at whatever place a file of the old format is cut off", async () => {
  const file = LEGACY_HEAD + LEGACY_DICT + LEGACY_KEYS + LEGACY_STORAGE;
  for (let length = 0; length < file.length; length++) {
    await assertRejects(
      () => readPth(latin1(file.slice(0, length))),
      SyntaxError,
    );
  }
});
