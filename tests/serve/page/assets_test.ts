import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { loadAssets } from "../../../serve/page/assets.ts";

/** Paths of what a script imports. */
function imports(path: string, script: string): string[] {
  const code = script.replaceAll(/\/\*[^]*?\*\//g, "");
  return [...code.matchAll(/ from "([^"]+)"/g)].map(([, specifier = ""]) =>
    new URL(specifier, `http://localhost${path}`).pathname
  );
}

Deno.test("loadAssets() has the scripts that its scripts import and no others", async () => {
  const { scripts, get } = await loadAssets();
  const [start = ""] = scripts;
  const needed = new Set([start]);
  for (const path of needed) {
    const script = await get(path);
    assertEquals(script?.type, "text/javascript; charset=utf-8", path);
    for (const imported of imports(path, `${script?.body}`)) {
      needed.add(imported);
    }
  }
  assert(needed.size > 10);
  assertEquals([...needed].sort(), [...scripts].sort());
});

Deno.test("loadAssets() keeps every line and column where it was", async () => {
  const { base, get } = await loadAssets();
  const script = await get(`${base}core/noise/philox.ts`);
  const source = await Deno.readTextFile(
    new URL("../../../core/noise/philox.ts", import.meta.url),
  );
  const lines = `${script?.body}`.split("\n");
  assertEquals(
    lines.map((line) => line.length),
    source.split("\n").map((line) => line.length),
  );
  assertStringIncludes(lines.join("\n"), "function multiplyHigh(a        , b");
});

Deno.test("loadAssets() names its files by their checksum", async () => {
  const { base, styleSheets, scripts, get } = await loadAssets();
  assertMatch(base, /^\/assets\/[0-9a-f]{16}\/$/);
  assertEquals((await loadAssets()).base, base);
  for (const path of styleSheets) {
    assertEquals((await get(path))?.type, "text/css; charset=utf-8");
  }
  const [start = ""] = scripts;
  for (
    const path of [
      start.replace(/[0-9a-f]{16}/, "0".repeat(16)),
      `${base}deno.json`,
      `${base}serve/main.ts`,
      `${base}core/../browser/main.ts`,
      base,
    ]
  ) {
    assertEquals(await get(path), undefined, path);
  }
});
