/**
 * One script out of many modules, without a tool: each becomes a function that
 * runs once and returns what it exports. It takes the few forms of import and
 * export that the page's modules use, and refuses others.
 *
 * @module
 */

/** Imports, and exports of what another module exports. */
const FROM = /^(import|export) (type )?\{([^}]*)\} from "(\.{1,2}\/[^"]+)";$/gm;
const EXPORT = /^export (?:(?:async )?function|class|const) (\w+)/gm;
const OTHER = /^(?:import|export) (?!type |interface )/m;

/** Whole lines of comments, which the browser does not need. */
const COMMENTS = /^ *(?:\/\*\*[^]*?\*\/|\/\/.*)\n/gm;

/** The values among names, each with what it is called from then on. */
function values(names: string): [name: string, called: string][] {
  return names.split(",").map((name) => name.trim())
    .filter((name) => name !== "" && !name.startsWith("type "))
    .map((text) => {
      const [name = "", called = name] = text.split(" as ");
      return [name, called];
    });
}

/**
 * Puts a module and all that it imports into one script.
 *
 * @param start URL of the first module.
 * @param read Reads the source of a module.
 * @returns TypeScript without imports and exports, without comments on lines of
 *   their own.
 * @throws {Error} If modules import each other in a circle, or a module has an
 *   import or export of another form.
 */
export async function bundle(
  start: URL,
  read: (module: URL) => Promise<string>,
): Promise<string> {
  const sources = new Map<string, Promise<string>>();
  const load = (url: string): Promise<void> => {
    if (sources.has(url)) return Promise.resolve();
    const source = read(new URL(url));
    sources.set(url, source);
    return source.then(async (text) => {
      const found = [...text.matchAll(FROM)].filter(([, , type]) =>
        type === undefined
      );
      await Promise.all(
        found.map(([, , , , from]) => load(new URL(`${from}`, url).href)),
      );
    });
  };
  await load(start.href);

  const parts: string[] = [];
  const numbers = new Map<string, number>();
  const add = async (url: string, path: readonly string[]): Promise<number> => {
    if (path.includes(url)) throw new Error(`${url} imports itself`);
    const known = numbers.get(url);
    if (known !== undefined) return known;
    const source = await sources.get(url) as string;
    const imports: string[] = [];
    const exported = [...source.matchAll(EXPORT)].map(([, name]) => name);
    for (const [, form, type, names = "", from] of source.matchAll(FROM)) {
      if (type !== undefined) continue;
      const number = await add(new URL(`${from}`, url).href, [...path, url]);
      for (const [name, called] of values(names)) {
        if (form === "import") {
          imports.push(`const ${called} = m${number}.${name};\n`);
        } else exported.push(`${called}: m${number}.${name}`);
      }
    }
    const body = source.replaceAll(FROM, "")
      .replaceAll(EXPORT, (match) => match.slice("export ".length))
      .replaceAll(COMMENTS, "");
    if (OTHER.test(body)) {
      throw new Error(`${url} has an import or export of another form`);
    }
    const number = numbers.size;
    numbers.set(url, number);
    parts.push(
      `const m${number} = (() => {\n${imports.join("")}${
        body.replaceAll(/^export /gm, "").trim()
      }\nreturn { ${exported.join(", ")} };\n})();\n`,
    );
    return number;
  };
  await add(start.href, []);
  return parts.join("");
}
