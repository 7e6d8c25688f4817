import { assert, assertEquals } from "@std/assert";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** Folders with modules, and the module at the root. */
const FOLDERS = [
  "bench",
  "browser",
  "build",
  "core",
  "examples",
  "serve",
  "tests",
  "train",
];
const ROOT_MODULE = "mod.ts";

/**
 * The floors of the house, from the ground up: a module imports from its own
 * floor's room or from a lower floor, never from a higher one. A module that
 * stands in no room, like `train/main.ts`, is a room of its own.
 */
const FLOORS: readonly (readonly string[])[] = [
  [
    "deno.json",
    "core/edit.ts",
    "core/exists.ts",
    "core/sha256.ts",
    "core/html.ts",
  ],
  [
    "core/files.ts",
    "core/folder_url.ts",
    "core/event_loop.ts",
    "core/interrupts.ts",
    "core/json.ts",
    "core/webassembly.ts",
  ],
  [
    "core/classes.ts",
    "core/system_reason.ts",
    "core/user_error.ts",
    "core/option_value.ts",
  ],
  ["core/write_error.ts", "core/option_description.ts"],
  ["core/atomic_file.ts"],
  ["core/command_line", "core/noise", "core/picture"],
  ["core/generator"],
  ["train/graph", "train/tensors"],
  ["train/model", "train/engine", "train/data"],
  ["train/options", "train/score"],
  ["train/step"],
  ["train/record"],
  ["train/freeze", "train/run"],
  [
    "train/eval",
    "train/exchange",
    "train/insight",
    "train/project",
    "train/replay",
  ],
  ["train/commands", "train/main.ts"],
  [
    "serve/picture",
    "serve/sharing.ts",
    "serve/listening.ts",
  ],
  ["serve/configuration.ts", "serve/studio", "serve/models.ts"],
  ["serve/telemetry", "serve/page"],
  ["serve/http", "serve/runtime.ts"],
  ["serve/openapi"],
  ["serve/routes"],
  ["serve/handler.ts", "serve/service.ts", "serve/generate"],
  ["serve/open_folder.ts"],
  ["serve/logging.ts", "serve/generate.ts"],
  ["serve/serve.ts"],
  ["serve/runtimes"],
  ["serve/mod.ts"],
  ["serve/main.ts"],
  ["build/bundle.ts", "build/folder.ts", "build/parts.ts"],
  ["build/npm.ts", "build/workers.ts"],
  ["mod.ts"],
];

/** The modules that the project is made of, without tests and benchmarks. */
const PRODUCT = /^(build|core|serve|train)\/|^mod\.ts$/;

/** Paths of all modules in a folder, relative to the root. */
function* modules(folder: string): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(`${ROOT}${folder}`)) {
    const path = `${folder}/${name}`;
    if (name === "node_modules") continue;
    if (isDirectory) yield* modules(path);
    else if (name.endsWith(".ts") && !name.endsWith(".d.ts")) yield path;
  }
}

/** The source of a module; examples in comments may do what they like. */
function codeOf(module: string): string {
  return Deno.readTextFileSync(`${ROOT}${module}`)
    .replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, "");
}

/** What a module imports, types included: paths or names of packages. */
function importsOf(module: string): string[] {
  const found = codeOf(module).matchAll(
    /^(?:import|export)\s[^;"]*?"([^"]+)"|\bimport\(\s*"([^"]+)"/gm,
  );
  return Array.from(found, ([, from, call]) => from ?? call ?? "")
    .map((name) =>
      name.startsWith(".")
        ? join(dirname(module), name).replaceAll("\\", "/")
        : name
    );
}

const GRAPH: ReadonlyMap<string, readonly string[]> = new Map(
  [...FOLDERS.flatMap((folder) => [...modules(folder)]), ROOT_MODULE]
    .map((module) => [module, importsOf(module)]),
);

/** Every import from one part of the tree that goes to another, as a text. */
function importsBetween(from: RegExp, to: RegExp): string[] {
  return [...GRAPH].filter(([module]) => from.test(module))
    .flatMap(([module, imports]) =>
      imports.filter((name) => to.test(name))
        .map((name) => `${module} imports ${name}`)
    );
}

/** The room of a module: its folder below core, train or serve, or itself. */
function room(module: string): string {
  const [part, folder, ...rest] = module.split("/");
  return rest.length > 0 ? `${part}/${folder}` : module;
}

/** The number of a room's floor; -1 if it stands on none. */
function floor(room: string): number {
  return FLOORS.findIndex((rooms) => rooms.includes(room));
}

/** Everything that a module imports, directly or not. */
function reachable(module: string, found = new Set<string>()): Set<string> {
  if (found.has(module)) return found;
  found.add(module);
  for (const name of GRAPH.get(module) ?? []) reachable(name, found);
  return found;
}

Deno.test("imports of the project are found", () => {
  const imports = (module: string) => new Set(GRAPH.get(module));
  assert(imports("train/main.ts").has("train/run/loop.ts"));
  assert(imports("train/engine/wasm.ts").has("onnxruntime-web"));
  assert(imports("mod.ts").has("core/noise/latent.ts"));
  assert(imports("tests/architecture_test.ts").has("node:path"));
  assertEquals(importsBetween(/^train\/main/, /^core\/command_line\/run/), [
    "train/main.ts imports core/command_line/run_command.ts",
  ]);
});

Deno.test("every module that is imported exists", () => {
  const missing = importsBetween(/./, /\.ts$/)
    .filter((line) => !GRAPH.has(line.split(" imports ")[1] ?? ""));
  assertEquals(missing, []);
});

Deno.test("core imports neither train nor serve", () => {
  assertEquals(importsBetween(/^core\//, /^(train|serve)\//), []);
});

Deno.test("train and serve do not import each other", () => {
  assertEquals(importsBetween(/^train\//, /^serve\//), []);
  assertEquals(importsBetween(/^serve\//, /^train\//), []);
});

Deno.test("every room of the product stands on a floor", () => {
  const rooms = [...GRAPH.keys()].filter((module) => PRODUCT.test(module))
    .map(room);
  assertEquals([...new Set(rooms)].filter((one) => floor(one) === -1), []);
  const unused = FLOORS.flat().filter((one) =>
    one !== "deno.json" && !rooms.includes(one)
  );
  assertEquals(unused, []);
});

Deno.test("no import runs from a floor to a higher one, or to a neighbour", () => {
  const wrong = importsBetween(PRODUCT, /\.(ts|json)$/).filter((line) => {
    const [from = "", to = ""] = line.split(" imports ").map(room);
    return from !== to && floor(to) >= floor(from);
  });
  assertEquals(wrong, []);
});

Deno.test("train/graph imports nothing but itself and packages", () => {
  const outside = /^(?!train\/graph\/)[\w-]+\//;
  assertEquals(importsBetween(/^train\/graph\//, outside), []);
});

Deno.test("examples import the public face alone", () => {
  const examples = [...GRAPH.keys()].filter((path) =>
    path.startsWith("examples/")
  );
  const imports = examples.flatMap((path) => GRAPH.get(path) ?? []);
  assertEquals([...new Set(imports)], ["@edge-dcgan/edge-dcgan"]);
});

Deno.test("the product imports neither tests nor benchmarks", () => {
  assertEquals(importsBetween(PRODUCT, /^(tests|bench)\//), []);
});

/** What a configuration of Deno names, by name. */
function importMap(file: string): string[] {
  return Object.keys(JSON.parse(Deno.readTextFileSync(ROOT + file)).imports);
}

Deno.test("packages that only tests or benchmarks use are in tests/deno.json", () => {
  const used = (users: RegExp) =>
    importMap("deno.json").concat(importMap("tests/deno.json"))
      .filter((name) =>
        importsBetween(users, new RegExp(`^${name}(/|$)`)).length > 0
      );
  const product = used(PRODUCT);
  // Fonts are read as files; assertions stand in the product's examples.
  const others = ["@expo-google-fonts/open-sans", "@std/assert"];
  assertEquals(
    importMap("deno.json").filter((name) => !others.includes(name)).sort(),
    product.sort(),
  );
  const apart = used(/^(tests|bench)\//).filter((name) =>
    ![...product, ...others].includes(name)
  );
  assertEquals(importMap("tests/deno.json").sort(), apart.sort());
});

Deno.test("serve/mod.ts needs nothing from JSR", () => {
  const needed = [...reachable("serve/mod.ts")];
  assert(needed.includes("core/generator/frozen_generator.ts"));
  assertEquals(needed.filter((name) => name.startsWith("@std/")), []);
});

Deno.test("the service and what it reaches ask nothing of Deno", () => {
  const service = [
    "serve/handler.ts",
    "serve/service.ts",
    "serve/open_folder.ts",
    "serve/serve.ts",
  ];
  const reached = new Set(service.flatMap((module) => [...reachable(module)]));
  for (
    const part of ["core/generator/generator_folder.ts", "serve/models.ts"]
  ) {
    assert(reached.has(part), part);
  }
  const ask = (module: string) =>
    /\bDeno\./.test(codeOf(module).replaceAll(/"[^"\n]*"/g, ""));
  assert(ask("serve/runtimes/deno.ts"));
  assertEquals(
    [...reached].filter((name) => GRAPH.has(name)).filter(ask),
    [],
  );
});

Deno.test("no module imports itself, directly or not", () => {
  const cycles = [...GRAPH.keys()].filter((module) =>
    GRAPH.get(module)?.some((name) => reachable(name).has(module))
  );
  assertEquals(cycles, []);
});

Deno.test("everything that is exported has a doc comment", async () => {
  const product = [...GRAPH.keys()].filter((module) => PRODUCT.test(module));
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["doc", "--lint", ...product],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
  }).output();
  const output = [stdout, stderr]
    .map((bytes) => new TextDecoder().decode(bytes)).join("");
  // Other findings, like types that are not exported, are no matter here, and a
  // constructor is described by its class.
  const [, ...found] = output.split("error[missing-jsdoc]");
  const missing = found.map((text) => {
    const [, file, line] = /--> (\S+)[^]*?\d+ \| (.*)/.exec(text) ?? [];
    return `${file?.replace(ROOT, "")} ${line}`;
  }).filter((line) => !/\sconstructor\(/.test(line));
  assertEquals(missing, []);
  assert(/Checked|documentation lint errors?/.test(output), output);
});
