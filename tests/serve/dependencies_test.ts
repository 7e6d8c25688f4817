import { assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

interface InfoModule {
  specifier: string;
  dependencies?: {
    code?: { specifier: string };
    isDynamic?: boolean;
  }[];
}

/** Modules outside of the service that one of it imports, `node:` left out. */
async function importedBy(
  module: string,
  options: { dynamic: boolean },
): Promise<string[]> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", module],
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
  const root = new URL("../../", import.meta.url).href;
  const outside = [...found].filter((specifier) =>
    !specifier.startsWith(`${root}core/`) &&
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

Deno.test("serve/main.ts depends on nothing of training and nothing from JSR", async () => {
  const expected = [
    "@jsquash/jpeg",
    "@jsquash/resize",
    "@jsquash/webp",
    "gifenc",
    "imagescript",
  ];
  const worker = "serve/studio/render_worker.ts";
  assertEquals(await importedBy(worker, { dynamic: true }), expected);
  assertEquals(
    await importedBy("serve/main.ts", { dynamic: true }),
    [...expected, "@opentelemetry/api", "amaro", "valibot"].sort(),
  );
});
