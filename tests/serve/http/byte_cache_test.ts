import { assertEquals } from "@std/assert";
import { ByteCache } from "../../../serve/http/byte_cache.ts";

function file(length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(length);
}

Deno.test("ByteCache keeps files up to its bytes", () => {
  const cache = new ByteCache(10);
  cache.set("a", file(4));
  cache.set("b", file(6));
  assertEquals([cache.bytes, cache.get("a")?.length], [10, 4]);
});

Deno.test("ByteCache lets go what was not asked for the longest", () => {
  const cache = new ByteCache(10);
  for (const name of ["a", "b", "c"]) cache.set(name, file(3));
  cache.get("a");
  cache.set("d", file(4));
  assertEquals(
    ["a", "b", "c", "d"].map((name) => cache.get(name)?.length),
    [3, undefined, 3, 4],
  );
  cache.set("e", file(10));
  assertEquals(cache.bytes, 10);
  assertEquals(cache.get("e")?.length, 10);
});

Deno.test("ByteCache replaces a file of the same name", () => {
  const cache = new ByteCache(10);
  cache.set("a", file(8));
  cache.set("a", file(3));
  assertEquals([cache.bytes, cache.get("a")?.length], [3, 3]);
});

Deno.test("ByteCache does not keep what is too large", () => {
  const cache = new ByteCache(10);
  cache.set("a", file(4));
  cache.set("b", file(11));
  assertEquals([cache.get("a")?.length, cache.get("b")], [4, undefined]);
  cache.set("a", file(11));
  assertEquals([cache.bytes, cache.get("a")], [0, undefined]);
});
