import { assert, assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { exists } from "../core/exists.ts";

const ROOT = new URL("../", import.meta.url);

/** Folders that are no part of the repository. */
const SKIPPED = ["node_modules", ".git", ".cache", "runs", "artifacts"];

/** What the name of a file of the repository may begin with. */
const PARTS =
  /^(bench|browser|build|core|docs|findings|links|serve|tests|train|weights|\.ci)\/[\w./-]+$/;

interface Document {
  url: URL;
  /** Path in the repository. */
  path: string;
  text: string;
  /** The text without blocks of code. */
  prose: string;
}

async function* documentsIn(folder: URL): AsyncGenerator<Document> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory && !SKIPPED.includes(name)) {
      yield* documentsIn(new URL(`${name}/`, folder));
    }
    if (!name.endsWith(".md")) continue;
    const url = new URL(name, folder);
    const text = await Deno.readTextFile(url);
    yield {
      url,
      path: url.href.slice(ROOT.href.length),
      text,
      prose: text.replaceAll(/^( *)```[^]*?^\1```$/gm, ""),
    };
  }
}

const DOCUMENTS = await Array.fromAsync(documentsIn(ROOT));

/** The name that a heading can be linked by. */
function anchor(heading: string): string {
  return heading.toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}

function anchorsOf({ prose }: Document): string[] {
  return Array.from(
    prose.matchAll(/^#+ (.*)$/gm),
    ([, heading = ""]) => anchor(heading),
  );
}

function linksOf({ prose }: Document): string[] {
  return Array.from(prose.matchAll(/\]\(([^)\s]+)\)/g), ([, to = ""]) => to)
    .filter((to) => !/^https?:/.test(to));
}

/** Spans of code that name files, from the root of the repository. */
function pathsOf({ prose }: Document): string[] {
  return Array.from(prose.matchAll(/`([^`\n]+)`/g), ([, span = ""]) => span)
    // The first start makes node_modules: a fresh clone has none.
    .filter((span) => PARTS.test(span) && !span.endsWith("node_modules"));
}

/** Modules and scripts that blocks of code run. */
function programsOf({ text }: Document): string[] {
  return Array.from(
    text.matchAll(
      /(?:deno run|deno test|torchrun)\b.*?\s([\w./]+\.(?:ts|py))/g,
    ),
    ([, path = ""]) => path,
  );
}

Deno.test("the documents are found", () => {
  const paths = DOCUMENTS.map(({ path }) => path);
  for (const path of ["README.md", "CHANGELOG.md", "docs/serving.md"]) {
    assert(paths.includes(path), path);
  }
  assert(DOCUMENTS.flatMap(linksOf).length > 50);
});

Deno.test("every link of the documents leads to a file, and to a heading of it", async () => {
  const wrong: string[] = [];
  for (const document of DOCUMENTS) {
    for (const to of linksOf(document)) {
      const url = new URL(to, document.url);
      const hash = decodeURIComponent(url.hash.slice(1));
      url.hash = "";
      const target = DOCUMENTS.find((other) => other.url.href === url.href);
      const leads = await exists(fileURLToPath(url)) &&
        (hash === "" || target !== undefined &&
            anchorsOf(target).includes(hash));
      if (!leads) wrong.push(`${document.path}: ${to}`);
    }
  }
  assertEquals(wrong, []);
});

Deno.test("every file that the documents name or run exists", async () => {
  const wrong: string[] = [];
  for (const document of DOCUMENTS) {
    for (const path of [...pathsOf(document), ...programsOf(document)]) {
      if (await exists(fileURLToPath(new URL(path, ROOT)))) continue;
      wrong.push(`${document.path}: ${path}`);
    }
  }
  assertEquals(wrong, []);
});

Deno.test("every page in docs/ is reached from README.md", () => {
  const readme = DOCUMENTS.find(({ path }) => path === "README.md");
  assert(readme !== undefined);
  const linked = linksOf(readme).map((to) => to.replace(/#.*/, ""));
  const pages = DOCUMENTS.map(({ path }) => path)
    .filter((path) => path.startsWith("docs/"));
  assertEquals(pages.filter((path) => !linked.includes(path)), []);
});

Deno.test("no span of code in the documents is broken over two lines", () => {
  const wrong = DOCUMENTS.flatMap(({ path, prose }) =>
    prose.split("\n").filter((line) => line.split("`").length % 2 === 0)
      .map((line) => `${path}: ${line}`)
  );
  assertEquals(wrong, []);
});

Deno.test("every task that the documents name is a task", async () => {
  const { tasks } = JSON.parse(
    await Deno.readTextFile(new URL("deno.json", ROOT)),
  );
  const wrong = DOCUMENTS.flatMap(({ path, text }) =>
    Array.from(text.matchAll(/deno task ([\w:]+\w)/g), ([, name = ""]) => name)
      .filter((name) => !(name in tasks)).map((name) => `${path}: ${name}`)
  );
  assertEquals(wrong, []);
});

/** What commands in blocks of code write: the first names of relative paths. */
function writtenBy({ text }: Document): string[] {
  return Array.from(
    text.matchAll(/^(?: *)(?:deno|curl|torchrun)\b(?:.*\\\n)*.*$/gm),
    ([command]) => command.match(/ (?:--out|-o) ([\w.-]+)/)?.[1] ?? [],
  ).flat();
}

/** The lines of .gitignore that concern the top of the repository alone. */
async function ignoredAtTheTop(): Promise<RegExp[]> {
  const lines = (await Deno.readTextFile(new URL(".gitignore", ROOT)))
    .split("\n").filter((line) => line.startsWith("/"));
  return lines.map((line) => {
    const name = line.replaceAll("/", "").replaceAll(".", "\\.");
    return new RegExp(`^${name.replaceAll("*", ".*")}$`);
  });
}

Deno.test("git ignores what the commands in the documents write", async () => {
  const written = new Set(DOCUMENTS.flatMap(writtenBy));
  for (const name of ["grid.png", "walk.gif", "ada.webp", "pictures"]) {
    assert(written.has(name), name);
  }
  const patterns = await ignoredAtTheTop();
  const shown: string[] = [];
  for (const name of written) {
    if (patterns.some((pattern) => pattern.test(name))) continue;
    // Parts of the repository are written on purpose.
    if (!await exists(fileURLToPath(new URL(name, ROOT)))) shown.push(name);
  }
  assertEquals(shown, []);
});
