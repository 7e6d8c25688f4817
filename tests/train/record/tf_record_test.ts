import { assertEquals, assertThrows } from "@std/assert";
import { maskedCrc32c, tfRecord } from "../../../train/record/tf_record.ts";
import { bitwiseCrc32c, readRecords } from "./event_reader.ts";

/** Checksums of RFC 3720, section B.4, and of the CRC catalogue's check. */
const KNOWN: readonly [Uint8Array, number][] = [
  [new Uint8Array(32), 0x8a9136aa],
  [new Uint8Array(32).fill(0xff), 0x62a8ab43],
  [Uint8Array.from({ length: 32 }, (_, index) => index), 0x46dd794e],
  [Uint8Array.from({ length: 32 }, (_, index) => 31 - index), 0x113fdb5c],
  [new TextEncoder().encode("123456789"), 0xe3069283],
];

Deno.test("maskedCrc32c() rotates and shifts the known checksums", () => {
  for (const [bytes, crc] of KNOWN) {
    assertEquals(bitwiseCrc32c(bytes), crc);
    const rotated = BigInt(crc) * 2n ** 17n % 2n ** 32n + BigInt(crc >>> 15);
    assertEquals(
      BigInt(maskedCrc32c(bytes)),
      (rotated + 0xa282ead8n) % 2n ** 32n,
    );
  }
});

Deno.test("tfRecord() frames contents of any length", () => {
  const contents = [0, 1, 15, 16, 17, 255, 4096, 70_001].map((length) =>
    Uint8Array.from({ length }, (_, index) => (index * 31 + length) % 256)
  );
  const file = new Uint8Array(
    contents.flatMap((content) => [...tfRecord(content)]),
  );
  assertEquals(readRecords(file), contents);
});

Deno.test("tfRecord() lets a reader notice every flipped bit", () => {
  const record = tfRecord(Uint8Array.of(5, 0, 200));
  // A flipped length can also ask for more than there is.
  for (let at = 8; at < record.length; at++) {
    for (let bit = 0; bit < 8; bit++) {
      const flipped = record.slice();
      flipped[at] = (flipped[at] as number) ^ (1 << bit);
      assertThrows(() => readRecords(flipped));
    }
  }
});
