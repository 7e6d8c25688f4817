import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { loadAssets } from "../../../serve/page/assets.ts";
import { bundle } from "../../../serve/page/bundle.ts";

/** All TypeScript in a folder of the project. */
async function sourceIn(folder: string): Promise<string> {
  const url = new URL(`../../../${folder}/`, import.meta.url);
  const parts: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(url)) {
    if (isDirectory) parts.push(await sourceIn(`${folder}/${name}`));
    else if (name.endsWith(".ts")) {
      parts.push(await Deno.readTextFile(new URL(name, url)));
    }
  }
  return parts.join("\n");
}

/** Puts modules of a few lines together and runs them. */
async function run(modules: Record<string, string>): Promise<unknown> {
  const script = await bundle(
    new URL("file:///main.ts"),
    ({ pathname }) => Promise.resolve(modules[pathname] ?? ""),
  );
  return new Function(`${script}\nreturn globalThis.found;`)();
}

Deno.test("bundle() runs each module once, after what it imports", async () => {
  const found = await run({
    "/main.ts":
      'import { b } from "./b.ts";\nimport {\n  a as first,\n} from "./a.ts";\nconst x = 1;\nglobalThis.found = [first(), b, x];\n',
    "/a.ts":
      "let x = 10;\n/** Comment. */\nexport function a() {\n  return ++x;\n}\n",
    "/b.ts":
      'import { a } from "./a.ts";\nconst x = a();\nexport const b = x;\n',
  });
  assertEquals(found, [12, 11, 1]);
});

Deno.test("bundle() passes on what a module exports of another", async () => {
  const found = await run({
    "/main.ts": 'import { b, x } from "./b.ts";\nglobalThis.found = [b, x];\n',
    "/b.ts":
      'import { x } from "./a.ts";\nexport { type T, x as b, x } from "./a.ts";\nexport type { T } from "./a.ts";\nx;\n',
    "/a.ts": "export const x = 7;\n",
  });
  assertEquals(found, [7, 7]);
});

Deno.test("bundle() refuses what it cannot put together", async () => {
  const wrong = {
    'import x from "./a.ts";\n': "another form",
    'import * as x from "./a.ts";\n': "another form",
    'export * from "./a.ts";\n': "another form",
    'import { x } from "lodash";\n': "another form",
    "export default 1;\n": "another form",
    'import { x } from "./main.ts";\n': "imports itself",
  };
  for (const [source, message] of Object.entries(wrong)) {
    await assertRejects(() => run({ "/main.ts": source }), Error, message);
  }
});

Deno.test("loadAssets() has scripts without types, imports and comments", async () => {
  const { script, painter, get } = await loadAssets(Deno);
  for (
    const [path, name] of [[script, "Gallery"], [painter, "Engine"]] as const
  ) {
    const { type, body } = await get(`/${path}`) ?? { type: "", body: "" };
    assertEquals(type, "text/javascript; charset=utf-8");
    assertStringIncludes(body, `class ${name} `);
    assertStringIncludes(body, "function philox4x32");
    assertEquals(/^(import|export|interface|type) |\/\*\*/m.test(body), false);
    // It is a program.
    new Function(body);
  }
});

Deno.test("loadAssets() names its files by their checksum", async () => {
  const { styleSheet, script, get } = await loadAssets(Deno);
  assertMatch(styleSheet, /^assets\/[0-9a-f]{16}\/page\.css$/);
  assertEquals((await loadAssets(Deno)).script, script);
  assertEquals((await get(`/${styleSheet}`))?.type, "text/css; charset=utf-8");
  for (
    const path of [
      `/${script.replace(/[0-9a-f]{16}/, "0".repeat(16))}`,
      `/${script}x`,
      script,
      "/assets/main.ts",
    ]
  ) {
    assertEquals(await get(path), undefined, path);
  }
});

Deno.test("the style sheet is whole, and all that it styles exists", async () => {
  const { styleSheet, get } = await loadAssets(Deno);
  const css = ((await get(`/${styleSheet}`))?.body ?? "")
    .replace(/\/\*[^]*?\*\/|"[^"]*"/g, "");
  let depth = 0;
  for (const [brace] of css.matchAll(/[{}]/g)) {
    depth += brace === "{" ? 1 : -1;
    assert(depth >= 0, "a brace is closed that was not opened");
  }
  assertEquals(depth, 0);
  const sources = await Promise.all(
    ["serve/page", "browser"].map((folder) => sourceIn(folder)),
  );
  const words = new Set(sources.join("\n").match(/[\w-]+/g));
  const selectors = css.replace(/\{[^{}]*\}/g, " ");
  for (const [, name = ""] of selectors.matchAll(/[.#]([a-z][\w-]*)/g)) {
    assert(words.has(name), `nothing is called ${name}`);
  }
});
