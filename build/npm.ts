/**
 * Writes an npm package that Node.js and Bun run: `deno task build:npm`.
 *
 * @module
 */

import config from "../deno.json" with { type: "json" };
import type { Command, OptionTable } from "../core/command_line/command.ts";
import { parseCommandLine } from "../core/command_line/parse.ts";
import { runCommand } from "../core/command_line/run_command.ts";
import { quoted } from "../core/command_line/task_command.ts";
import { CARD_FILE } from "../core/generator/generator_folder.ts";
import type { FoundModel } from "../serve/models.ts";
import { bundle } from "./bundle.ts";
import { writeFolder } from "./folder.ts";
import {
  GENERATORS,
  generatorsAt,
  namesOf,
  writePage,
  writeWasm,
} from "./parts.ts";

const COMMAND = {
  name: "deno task build:npm",
  summary:
    "Writes an npm package without dependencies: the service with frozen generators for Node.js 20.16 or newer and Bun.",
  usage: ["[FOLDER] [options]"],
  positionals: GENERATORS,
  options: {
    out: {
      type: "string",
      default: "artifacts/npm",
      group: "Output",
      placeholder: "DIR",
      help: "Folder to write; an older build there is replaced",
    },
  },
} as const satisfies Command<OptionTable>;

const PACKAGE = {
  name: "edge-dcgan",
  version: config.version,
  description: "Pictures by frozen generators, painted on demand",
  license: config.license,
  type: "module",
  bin: { "edge-dcgan": "bin.js" },
  exports: "./lib/service.js",
  engines: { node: ">=20.16" },
};

const BIN = `#!/usr/bin/env node
import { main } from "./lib/service.js";

await main();
`;

/** Writes a generator as freezing does. */
async function writeGenerator(
  folder: string,
  { card, read }: FoundModel,
): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  const { model } = await read();
  await Deno.writeFile(`${folder}/${card.model.file}`, model);
  await Deno.writeTextFile(
    `${folder}/${CARD_FILE}`,
    `${JSON.stringify(card, null, 2)}\n`,
  );
}

async function writePackage(
  folder: string,
  generators: URL,
): Promise<readonly FoundModel[]> {
  const lib = `${folder}/lib`;
  const { models, page } = await writePage(generators, `${lib}/page`);
  await Deno.writeTextFile(
    `${lib}/page/page.json`,
    JSON.stringify(page.paths),
  );
  await bundle(
    new URL("../serve/runtimes/node.ts", import.meta.url),
    `${lib}/service.js`,
  );
  await writeWasm(lib);
  // The first is the current one where it lies in the folder itself.
  for (const [index, model] of models.entries()) {
    const place = index === 0 ? "" : `/${index}`;
    await writeGenerator(`${folder}/weights${place}`, model);
  }
  await Deno.writeTextFile(`${folder}/bin.js`, BIN);
  await Deno.chmod(`${folder}/bin.js`, 0o755);
  await Deno.copyFile(
    new URL("../LICENSE", import.meta.url),
    `${folder}/LICENSE`,
  );
  await Deno.writeTextFile(
    `${folder}/package.json`,
    `${JSON.stringify(PACKAGE, null, 2)}\n`,
  );
  return models;
}

/**
 * The command: writes the package and says how to run it.
 *
 * @param args For instance `Deno.args`; `--help` lists the options.
 * @throws {UserError} If the arguments are wrong, there is no generator that can
 *   be used, or the folder cannot be written.
 */
export async function buildNpm(args: readonly string[]): Promise<void> {
  const { help, values, positionals } = parseCommandLine(COMMAND, args);
  if (help !== undefined) return console.log(help);
  const { out } = values;
  const models = await writeFolder(
    out,
    "bin.js",
    (folder) => writePackage(folder, generatorsAt(positionals[0])),
  );
  console.log(`Wrote ${namesOf(models)} as an npm package to ${out}`);
  console.log(`Run it: node ${quoted(`${out}/bin.js`)}`);
}

if (import.meta.main) await runCommand(() => buildNpm(Deno.args));
