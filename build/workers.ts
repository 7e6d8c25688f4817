/**
 * Writes a folder that Cloudflare Workers take: `deno task build:workers`.
 *
 * @module
 */

import { gzipSync } from "node:zlib";
import config from "../deno.json" with { type: "json" };
import type { Command, OptionTable } from "../core/command_line/command.ts";
import { parseCommandLine } from "../core/command_line/parse.ts";
import { runCommand } from "../core/command_line/run_command.ts";
import { quoted } from "../core/command_line/task_command.ts";
import { UserError } from "../core/user_error.ts";
import type { FoundModel } from "../serve/models.ts";
import { bundle } from "./bundle.ts";
import { writeFolder } from "./folder.ts";
import {
  GENERATORS,
  generatorsAt,
  namesOf,
  type PageFiles,
  WASM_NAMES,
  writePage,
  writeWasm,
} from "./parts.ts";

const COMMAND = {
  name: "deno task build:workers",
  summary:
    "Writes a folder that `wrangler deploy` takes: the service with frozen generators as a Cloudflare Worker.",
  usage: ["[FOLDER] [options]"],
  positionals: GENERATORS,
  options: {
    out: {
      type: "string",
      default: "artifacts/workers",
      group: "Output",
      placeholder: "DIR",
      help: "Folder to write; an older build there is replaced",
    },
    limit: {
      type: "number",
      min: 0.1,
      max: 100,
      default: 3,
      group: "Output",
      placeholder: "MB",
      help:
        "Most megabytes, gzipped: 3 on the free plan of Workers, 10 on the paid one; generators that do not fit are left out",
    },
  },
} as const satisfies Command<OptionTable>;

const MEGABYTE = 1e6;

/** The day whose behaviour of the platform the Worker is written for. */
const COMPATIBILITY_DATE = "2026-04-01";

const WRANGLER = {
  name: "edge-dcgan",
  main: "worker/index.js",
  compatibility_date: COMPATIBILITY_DATE,
  compatibility_flags: ["nodejs_compat"],
  // Everything is bundled already, and each kind of file is what it is.
  no_bundle: true,
  rules: [
    { type: "ESModule", globs: ["**/*.js"] },
    { type: "CompiledWasm", globs: ["**/*.wasm"] },
    { type: "Data", globs: ["**/*.onnx"] },
  ],
  assets: { directory: "page" },
  observability: { enabled: true },
};

/** The module that starts the Worker. */
function indexOf(models: readonly FoundModel[], page: PageFiles): string {
  const parts = models.map(({ digest, formerDigest, card }) => ({
    digest,
    formerDigest,
    card,
  }));
  return `// ${config.name} ${config.version}, written by deno task build:workers.
import { env } from "cloudflare:workers";
import { createWorker } from "./service.js";
${WASM_NAMES.map((name) => `import ${name} from "./${name}.wasm";`).join("\n")}
${
    models.map((_, index) =>
      `import onnx${index} from "./generator${index}.onnx";`
    ).join("\n")
  }

const models = ${JSON.stringify(parts, null, 2)};
const files = [${models.map((_, index) => `onnx${index}`).join(", ")}];

export default await createWorker({
  models: models.map((model, index) => ({ ...model, onnx: files[index] })),
  wasm: {${WASM_NAMES.map((name) => ` ${name}: () => ${name}`).join(",")} },
  page: ${JSON.stringify(page.paths)},
  env,
});
`;
}

/** The file that gives the page's files their headers. */
function headersOf({ headers }: PageFiles): string {
  return Array.from(headers, ([path, fields]) => {
    const lines = Object.entries(fields).map(([name, value]) =>
      `  ${name}: ${value}\n`
    );
    return `/${path}\n${lines.join("")}`;
  }).join("");
}

/** Bytes of a file as the platform counts them. */
async function gzipped(path: string): Promise<number> {
  return gzipSync(await Deno.readFile(path)).length;
}

/** What came of a build. */
interface Built {
  /** Bytes of the Worker, gzipped. */
  bytes: number;
  taken: FoundModel[];
  /** Generators that did not fit. */
  left: FoundModel[];
}

/** Writes generators as long as they fit. */
async function writeGenerators(
  folder: string,
  models: readonly FoundModel[],
  limit: number,
): Promise<Built> {
  const built: Built = { bytes: 0, taken: [], left: [] };
  for await (const { name } of Deno.readDir(folder)) {
    built.bytes += await gzipped(`${folder}/${name}`);
  }
  for (const model of models) {
    const file = `${folder}/generator${built.taken.length}.onnx`;
    await Deno.writeFile(file, (await model.read()).model);
    const bytes = await gzipped(file);
    if (built.bytes + bytes > limit) {
      await Deno.remove(file);
      built.left.push(model);
    } else {
      built.bytes += bytes;
      built.taken.push(model);
    }
  }
  if (built.taken.length > 0) return built;
  throw new UserError(
    `--limit is ${
      limit / MEGABYTE
    }: no generator fits into so many MB; freeze one with --precision int8, or raise it`,
  );
}

/** Writes the whole folder. */
async function writeWorker(
  folder: string,
  generators: URL,
  limit: number,
): Promise<Built> {
  const { models, page } = await writePage(generators, `${folder}/page`);
  await Deno.writeTextFile(`${folder}/page/_headers`, headersOf(page));
  const worker = `${folder}/worker`;
  await Deno.mkdir(worker);
  await bundle(
    new URL("../serve/runtimes/workers.ts", import.meta.url),
    `${worker}/service.js`,
  );
  await writeWasm(worker);
  const built = await writeGenerators(worker, models, limit);
  await Deno.writeTextFile(`${worker}/index.js`, indexOf(built.taken, page));
  await Deno.writeTextFile(
    `${folder}/wrangler.jsonc`,
    `${JSON.stringify(WRANGLER, null, 2)}\n`,
  );
  return built;
}

/**
 * The command: writes the folder and says how to deploy it.
 *
 * @param args For instance `Deno.args`; `--help` lists the options.
 * @throws {UserError} If the arguments are wrong, there is no generator that can
 *   be used and fits, or the folder cannot be written.
 */
export async function buildWorkers(args: readonly string[]): Promise<void> {
  const { help, values, positionals } = parseCommandLine(COMMAND, args);
  if (help !== undefined) return console.log(help);
  const { out, limit } = values;
  const [path] = positionals;
  const generators = generatorsAt(path);
  const { bytes, taken, left } = await writeFolder(
    out,
    "wrangler.jsonc",
    (folder) => writeWorker(folder, generators, limit * MEGABYTE),
  );
  const size = `${(bytes / MEGABYTE).toFixed(2)} MB gzipped`;
  console.log(`Wrote ${namesOf(taken)} as a Worker to ${out}: ${size}`);
  if (left.length > 0) {
    console.log(
      `Left out ${namesOf(left)}, for the --limit of ${limit} MB`,
    );
  }
  console.log(`Deploy it: cd ${quoted(out)} && npx wrangler deploy`);
}

if (import.meta.main) await runCommand(() => buildWorkers(Deno.args));
