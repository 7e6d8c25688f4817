import { assert, assertEquals, assertRejects } from "@std/assert";
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import {
  readZip,
  writeZip,
} from "../../../../train/exchange/pytorch/zip_archive.ts";
import { latin1 } from "./torch_file.ts";

const FILES = new Map([
  ["archive/data.pkl", latin1("N.")],
  ["archive/data/0", new Uint8Array(1000).map((_, index) => index)],
  ["archive/empty", new Uint8Array(0)],
  ["archive/version", latin1("3\n")],
]);

/** The message that an archive is refused with. */
async function refusal(archive: Uint8Array<ArrayBuffer>): Promise<string> {
  const error = await assertRejects(() => readZip(archive), SyntaxError);
  return error.message;
}

/** An archive with one file as other programs write it. */
async function foreignZip(
  content: Uint8Array,
  options: ConstructorParameters<typeof ZipWriter>[1],
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), options);
  await writer.add("archive/data.pkl", new Uint8ArrayReader(content));
  return await writer.close();
}

/** An archive with a 16- or 32-bit number overwritten after a signature. */
function patched(
  archive: Uint8Array<ArrayBuffer>,
  signature: string,
  offset: number,
  value: number,
): Uint8Array<ArrayBuffer> {
  const copy = archive.slice();
  const start = String.fromCharCode(...copy).lastIndexOf(signature);
  assert(start >= 0);
  new DataView(copy.buffer).setUint32(start + offset, value, true);
  return copy;
}

Deno.test("readZip() gives back what writeZip() was given", async () => {
  const files = await readZip(await writeZip(FILES));
  assertEquals(files, FILES);
  assertEquals([...files.keys()], [...FILES.keys()]);
});

Deno.test("writeZip() lets contents start at multiples of 64 bytes", async () => {
  const archive = await writeZip(FILES);
  const view = new DataView(archive.buffer);
  let position = 0;
  for (const content of FILES.values()) {
    // Name and extra field follow a header of 30 bytes.
    const start = position + 30 + view.getUint16(position + 26, true) +
      view.getUint16(position + 28, true);
    assertEquals(start % 64, 0);
    const end = start + content.length;
    assertEquals(archive.slice(start, end), content);
    position = end;
  }
});

Deno.test("writeZip() writes the same bytes in every time zone", async () => {
  const script = `
    import { writeZip } from "${new URL(
    "../../../../train/exchange/pytorch/zip_archive.ts",
    import.meta.url,
  )}";
    const archive = await writeZip(new Map([["a", Uint8Array.of(1, 2, 3)]]));
    console.log(archive.toHex());`;
  const outputs = await Promise.all(
    ["Pacific/Kiritimati", "Pacific/Pago_Pago"].map(async (zone) => {
      const { stdout } = await new Deno.Command(Deno.execPath(), {
        args: ["eval", script],
        env: { TZ: zone },
      }).output();
      return new TextDecoder().decode(stdout).trim();
    }),
  );
  const archive = await writeZip(new Map([["a", Uint8Array.of(1, 2, 3)]]));
  assertEquals(outputs, [archive.toHex(), archive.toHex()]);
});

Deno.test("readZip() checks contents", async () => {
  const archive = await writeZip(FILES);
  archive[64] = (archive[64] as number) ^ 1;
  assertEquals(
    await refusal(archive),
    "it is no whole ZIP archive: Invalid CRC32",
  );
});

Deno.test("readZip() throws at whatever place an archive is cut off", async () => {
  const archive = await writeZip(new Map([["a/data.pkl", latin1("N.")]]));
  for (let length = 0; length < archive.length; length++) {
    await refusal(archive.slice(0, length));
  }
});

Deno.test("readZip() refuses compressed files, which could be bombs", async () => {
  // A thousand times as large as the archive.
  const bomb = await foreignZip(new Uint8Array(10_000_000), {});
  assert(bomb.length < 20_000);
  assertEquals(
    await refusal(bomb),
    "it is no whole ZIP archive: a file in it is compressed, PyTorch compresses none",
  );
});

Deno.test("readZip() refuses encrypted files", async () => {
  const archive = await foreignZip(latin1("N."), { level: 0, password: "x" });
  assert((await refusal(archive)).startsWith("it is no whole ZIP archive: "));
});

Deno.test("readZip() refuses sizes that the archive does not have", async () => {
  const archive = await writeZip(new Map([["a", new Uint8Array(100)]]));
  const directory = "PK\x01\x02";
  const claim = 0x7fff_ffff;
  // Compressed size, uncompressed size, and both.
  const first = patched(archive, directory, 20, claim);
  const second = patched(archive, directory, 24, claim);
  const both = patched(first, directory, 24, claim);
  for (const lie of [first, second, both]) {
    assert((await refusal(lie)).startsWith("it is no whole ZIP archive: "));
  }
});

Deno.test("readZip() refuses files that share their bytes", async () => {
  const content = new Uint8Array(1000);
  const archive = await writeZip(
    new Map([["a", content], ["b", content], ["c", content]]),
  );
  // The last entry of the directory points at the first file.
  const lie = patched(archive, "PK\x01\x02", 42, 0);
  assert((await refusal(lie)).startsWith("it is no whole ZIP archive: "));
});

Deno.test("readZip() refuses two files of one name", async () => {
  const archive = await writeZip(
    new Map([["a/x", latin1("1")], ["a/y", latin1("2")]]),
  );
  const twice = latin1(
    String.fromCharCode(...archive).replaceAll("a/y", "a/x"),
  );
  assert((await refusal(twice)).startsWith("it is no whole ZIP archive: "));
});

Deno.test("readZip() refuses more files than any network has", async () => {
  const files = new Map(
    Array.from({ length: 1001 }, (_, index) => [`${index}`, new Uint8Array()]),
  );
  const archive = await writeZip(files);
  assertEquals(
    await refusal(archive),
    "it is no whole ZIP archive: it has more than 1000 files",
  );
});
