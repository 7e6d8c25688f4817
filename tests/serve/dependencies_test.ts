import { assert, assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

interface InfoModule {
  specifier: string;
  dependencies?: {
    code?: { specifier: string };
    isDynamic?: boolean;
  }[];
}

/** Addresses of what a module imports, directly or not, and its own. */
async function reach(
  module: string,
  options: { dynamic: boolean },
): Promise<string[]> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", "--config", "serve/deno.json", module],
    cwd: ROOT,
    stderr: "null",
  }).output();
  const info: { roots: string[]; modules: InfoModule[] } = JSON.parse(
    new TextDecoder().decode(stdout),
  );
  const modules = new Map(info.modules.map((one) => [one.specifier, one]));
  const found = new Set<string>();
  const visit = (specifier: string) => {
    if (found.has(specifier)) return;
    found.add(specifier);
    for (
      const { code, isDynamic } of modules.get(specifier)?.dependencies ?? []
    ) {
      if (code !== undefined && (options.dynamic || !isDynamic)) {
        visit(code.specifier);
      }
    }
  };
  info.roots.forEach(visit);
  return [...found];
}

/** Modules outside of the service that one of it imports, `node:` left out. */
async function importedBy(
  module: string,
  options: { dynamic: boolean },
): Promise<string[]> {
  const root = new URL("../../", import.meta.url).href;
  const outside = (await reach(module, options)).filter((specifier) =>
    !specifier.startsWith(`${root}core/`) &&
    // Its version is in the OpenAPI document.
    specifier !== `${root}deno.json` &&
    !specifier.startsWith(`${root}serve/`) && !specifier.startsWith("node:")
  );
  const names = outside.map((name) => name.replace(/^npm:\/?|@[\d.]+.*/g, ""));
  return [...new Set(names)].sort();
}

Deno.test("serve/main.ts starts with little", async () => {
  // Nothing that paints or encodes: workers load that.
  const modules = await importedBy("serve/main.ts", { dynamic: false });
  assertEquals(modules, ["valibot"]);
});

Deno.test("a worker starts with little", async () => {
  const worker = "serve/studio/render_worker.ts";
  assertEquals(
    await importedBy(worker, { dynamic: false }),
    ["gifenc", "imagescript"],
  );
});

Deno.test("serve/main.ts depends on nothing of training", async () => {
  const expected = [
    "@jsquash/jpeg",
    "@jsquash/resize",
    "@jsquash/webp",
    "gifenc",
    "imagescript",
  ];
  const worker = "serve/studio/render_worker.ts";
  assertEquals(await importedBy(worker, { dynamic: true }), expected);
  // Of the command line, what reads it when there are arguments.
  const modules = await importedBy("serve/main.ts", { dynamic: true });
  const cli = new URL("../../links/std_cli/", import.meta.url).href;
  assertEquals(
    modules.filter((name) => !name.startsWith(cli)),
    [
      ...expected,
      "@opentelemetry/api",
      "amaro",
      "fastest-levenshtein",
      "valibot",
    ].sort(),
  );
});

Deno.test("serve/deno.json has what the service and generate import, in the project's versions", async () => {
  const read = async (file: string): Promise<Record<string, string>> =>
    JSON.parse(await Deno.readTextFile(`${ROOT}${file}`)).imports;
  const own = await read("serve/deno.json");
  const all = await read("deno.json");
  for (const [name, specifier] of Object.entries(own)) {
    assertEquals(specifier, all[name]);
  }
  const needed = new Set(
    (await Promise.all(
      ["main.ts", "generate.ts", "studio/render_worker.ts"].map((module) =>
        importedBy(`serve/${module}`, { dynamic: true })
      ),
    )).flat().map((name) => name.startsWith("file:") ? "@std/cli" : name),
  );
  assertEquals(
    Object.values(own).map((specifier) => /:(@?[^@]+)@/.exec(specifier)?.[1])
      .sort(),
    [...needed].sort(),
  );
});
