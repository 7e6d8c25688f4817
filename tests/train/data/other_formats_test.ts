import { assertEquals } from "@std/assert";
import { otherFormat } from "../../../train/data/other_formats.ts";

/** Bytes of a Latin-1 text. */
function bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

const STARTS: Record<string, string> = {
  "\0\0\0\x18ftypheic\0\0\0\0": "HEIF or AVIF",
  "\0\0\0\x1cftypmif1\0\0\0\0": "HEIF or AVIF",
  "\0\0\0\x20ftypavif\0\0\0\0": "HEIF or AVIF",
  "\0\0\0\x0cjP  \r\n\x87\n": "JPEG 2000",
  "\xff\x4f\xff\x51\0": "JPEG 2000",
  "\0\0\0\x0cJXL \r\n\x87\n": "JPEG XL",
  "\xff\x0a\xfa": "JPEG XL",
  "II*\0\x08\0": "TIFF or camera raw",
  "MM\0*\0\0": "TIFF or camera raw",
  "P6\n16 8\n255\n": "PNM",
  "P5 # made by hand\n": "PNM",
  "P7\nWIDTH 3\n": "PNM",
  "8BPS\0\x01": "Photoshop",
  "<svg xmlns=": "SVG",
};

Deno.test("otherFormat() tells formats by the first bytes, whatever the name", () => {
  for (const [start, format] of Object.entries(STARTS)) {
    assertEquals(otherFormat("picture.jpg", bytes(start)), format);
  }
});

Deno.test("otherFormat() tells formats by the extension otherwise", () => {
  const formats = { "a.TGA": "TGA", "b.svg": "SVG", "c.heif": "HEIF or AVIF" };
  for (const [name, format] of Object.entries(formats)) {
    assertEquals(otherFormat(`folder/${name}`, bytes("<?xml?>")), format);
  }
});

Deno.test("otherFormat() takes no other file for a picture", () => {
  const files = {
    "notes.txt": "P1 is the first of our plans",
    "film.mov": "\0\0\0\x14ftypqt  ",
    "film.mp4": "\0\0\0\x20ftypisom",
    "empty": "",
  };
  for (const [name, start] of Object.entries(files)) {
    assertEquals(otherFormat(name, bytes(start)), undefined);
  }
});
