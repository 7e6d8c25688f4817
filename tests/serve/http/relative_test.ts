import { assertEquals } from "@std/assert";
import { relative } from "../../../serve/http/relative.ts";

Deno.test("relative() leads from every address to every other, under any prefix", () => {
  const here = ["/", "/a", "/a/b", "/a/b/", "//example.org/x", "/a//b"];
  for (const from of here) {
    for (const to of ["/", "/c", "/c/d.png?scale=2", "/a/b"]) {
      for (const prefix of ["", "/faces", "/faces/of/people"]) {
        const base = `http://localhost${prefix}${from}`;
        const { href } = new URL(relative(from, to), base);
        assertEquals(href, `http://localhost${prefix}${to}`, `${from} ${to}`);
      }
    }
  }
});
