import { assert, assertEquals, assertRejects } from "@std/assert";
import { fileURLToPath } from "node:url";
import type { UserError } from "../../core/user_error.ts";
import { WriteError } from "../../core/write_error.ts";
import { generate } from "../../serve/generate.ts";
import { VIVID_GENERATOR } from "../fixtures/vivid_generator.ts";
import { importCommand } from "../../train/commands/import.ts";
import { DeviceError } from "../../train/engine/device_error.ts";
import { writeReport } from "../../train/insight/report/write_report.ts";
import { verdict } from "../../train/insight/verdict.ts";
import { train } from "../../train/main.ts";
import type { RunFolder } from "../../train/record/run_folder.ts";
import { withWayOn } from "../../train/run/way_on.ts";
import { NotFiniteError } from "../../train/tensors/finite.ts";
import { captured } from "../train/captured.ts";
import { TrainProcess } from "../train/child.ts";
import { tinyArgs, tinyOptions, trainTiny } from "../train/run/tiny_run.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const CHECKPOINTS = `${ROOT}tests/fixtures/checkpoints`;

/** A text for people, and the arguments that each of its commands should have. */
type Message = readonly [text: string, ...commands: (readonly string[])[]];

/** The commands in a text: each is the last of its line. */
function commandsIn(text: string): string[] {
  return Array.from(text.matchAll(/\bdeno task .*$/gm), ([command]) => command);
}

/** The commands in a page, as people copy them from it. */
function commandsOnPage(page: string): string {
  const codes = page.matchAll(/<code>(deno task [^]*?)<\/code>/g);
  const entities = { "&#39;": "'", "&quot;": '"', "&lt;": "<", "&amp;": "&" };
  return Array.from(
    codes,
    ([, code = ""]) =>
      Object.entries(entities).reduce(
        (text, [entity, character]) => text.replaceAll(entity, character),
        code,
      ),
  ).join("\n");
}

/** What a shell gives to `deno` when a command is pasted into it. */
async function pasted(command: string, folder: string): Promise<string[]> {
  const bin = `${folder}/bin`;
  await Deno.mkdir(bin, { recursive: true });
  const script = `#!/bin/sh\nprintf '%s\\0' "$@"\n`;
  await Deno.writeTextFile(`${bin}/deno`, script, { mode: 0o755 });
  const { stdout } = await new Deno.Command("sh", {
    args: ["-c", command],
    env: { PATH: `${bin}:${Deno.env.get("PATH")}` },
  }).output();
  return new TextDecoder().decode(stdout).split("\0").slice(0, -1);
}

/** A folder whose name a shell has to have quoted. */
async function withAwkwardFolder(
  act: (folder: string) => Promise<void>,
): Promise<void> {
  const above = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${above}/it's a folder`);
    await act(`${above}/it's a folder`);
  } finally {
    await Deno.remove(above, { recursive: true });
  }
}

/** How a run can end, and what it then advises. */
function advice(path: string): Message[] {
  const options = { preset: "cpu", data: path, lr: 1e-3, lrD: 4e-4 };
  const run = { path, options, images: 40_000, planned: 40_000, scored: [] };
  const scores = (kids: readonly number[], others = {}) =>
    kids.map((kid, index) => ({
      step: index + 1,
      images: 10_000 * (index + 1),
      scores: { kid, precision: 0.5, recall: 0.4, diversity: 0.9, ...others },
    }));
  const resume = ["train", "--resume", path];
  const longer = [...resume, "--images", "80000"];
  const noise = { precision: 0.01, recall: 0 };
  const stale = { options: { ...options, stopAfter: 1 } };
  const cases: (readonly [object, ...(readonly string[])[]])[] = [
    [{}, ["eval", path], longer],
    [{ planned: 50_000 }, resume, resume],
    [{ scored: scores([5, 4]) }, longer, longer],
    [{ scored: scores([4, 5]) }, ["serve", path], longer],
    [{ ...stale, scored: scores([4, 5]) }, ["serve", path], [
      ...longer,
      ...["--stop-after", "0"],
    ]],
    [{ images: 200_000, scored: scores([5], noise) }, [
      ...["train", "--data", path, "--preset", "cpu"],
      ...["--lr", "0.0005", "--lr-d", "0.0002"],
    ], [...resume, "--images", "400000"]],
  ];
  return cases.map(([changes, ...commands]) => {
    const pictures = 10_000;
    const { command, longer } = verdict({
      ...run,
      ...{ pictures, isNew: true },
      ...changes,
    });
    return [`${command}\n${longer}`, ...commands];
  });
}

/** What is said of a run that an error ended. */
async function waysOn(run: RunFolder, above: string): Promise<Message[]> {
  const options = tinyOptions(above, { lr: 1e-3, "lr-d": 4e-4 });
  const resume = ["train", "--resume", run.path];
  const trainer = { step: 3 } as Parameters<typeof withWayOn>[2];
  const say = async (error: Error) =>
    (await withWayOn(error, run, trainer, options) as UserError).message;
  return [
    [await say(new WriteError(run.checkpoint, "it is full")), resume],
    [await say(new DeviceError("the GPU was lost")), resume],
    [await say(new NotFiniteError("the loss is NaN")), [
      ...resume,
      ...["--lr", "0.0005", "--lr-d", "0.0002"],
    ]],
  ];
}

/** What a run prints at its end, and when it is resumed after that. */
async function ends(folder: string): Promise<Message[]> {
  const path = `${folder}/runs/00001-toon-head-d2`;
  const args = tinyArgs(folder, { epochs: 1 });
  const longer = ["train", "--resume", path, "--images", "60000"];
  const serve = ["serve", path];
  const { printed: end } = await captured(() => train(args));
  const { printed: again } = await captured(() => train(["--resume", path]));
  return [[end, serve, longer], [again, longer, serve, longer]];
}

/** What an interrupted run prints. */
async function interrupted(folder: string): Promise<Message> {
  const path = `${folder}/runs/00001-toon-head-d2`;
  using process = new TrainProcess(tinyArgs(folder, { epochs: 1_000_000 }));
  await process.printed("epoch 1/");
  process.kill("SIGINT");
  const { stdout } = await process.end();
  return [stdout, ["train", "--resume", path], ["serve", path]];
}

/** What `import` prints. */
async function imports(folder: string): Promise<Message[]> {
  const pair = `${CHECKPOINTS}/pair.pth`;
  const out = `${folder}/frozen`;
  const { printed: frozen } = await captured(() =>
    importCommand([pair, "--out", out])
  );
  return [[frozen, ["serve", out]]];
}

/** Every module that makes commands, and its messages. */
const MESSAGES: Readonly<
  Record<string, (folder: string) => Message[] | Promise<Message[]>>
> = {
  "train/insight/verdict.ts": (folder) => advice(`${folder}/run`),
  // Its commands are those of the verdict.
  "train/run/restart_command.ts": (folder) => advice(`${folder}/run`),
  "train/insight/report/document.ts": async (folder) => {
    const { folder: run } = await trainTiny(tinyOptions(folder, { epochs: 1 }));
    const page = await Deno.readTextFile((await writeReport(run)).path);
    const longer = ["train", "--resume", run.path, "--images", "60000"];
    return [[commandsOnPage(page), longer, ["report", run.path]]];
  },
  "train/run/way_on.ts": async (folder) => {
    const { folder: run } = await trainTiny(tinyOptions(folder, { epochs: 1 }));
    return await waysOn(run, folder);
  },
  "train/main.ts": async (folder) => [
    ...await ends(`${folder}/whole`),
    await interrupted(`${folder}/stopped`),
  ],
  "train/commands/import.ts": imports,
  "serve/generate.ts": async (folder) => {
    for (const file of ["generator.json", "generator.onnx"]) {
      const from = new URL(file, VIVID_GENERATOR);
      await Deno.copyFile(from, `${folder}/${file}`);
    }
    const { message } = await assertRejects(
      () => generate(["--model", folder, "--edit", "3:1"]),
      Error,
    );
    return [[message, ["freeze", folder, "--directions"]]];
  },
};

for (const [module, messages] of Object.entries(MESSAGES)) {
  Deno.test(`commands that ${module} makes work as printed`, () =>
    withAwkwardFolder(async (folder) => {
      for (const [text, ...commands] of await messages(folder)) {
        const found = commandsIn(text);
        assertEquals(found.length, commands.length, text);
        for (const [index, command] of found.entries()) {
          assertEquals(await pasted(command, folder), [
            "task",
            ...commands[index] as string[],
          ]);
        }
      }
    }));
}

/** Paths of all modules in a folder. */
function* modules(folder: string): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(`${ROOT}${folder}`)) {
    const path = `${folder}/${name}`;
    if (isDirectory) yield* modules(path);
    else if (path.endsWith(".ts")) yield path;
  }
}

Deno.test("each module that prints a command quotes it with taskCommand() and is tried", () => {
  const makers: string[] = [];
  for (
    const module of ["core", "serve", "train"].flatMap((f) => [...modules(f)])
  ) {
    if (module === "core/command_line/task_command.ts") continue;
    const code = Deno.readTextFileSync(`${ROOT}${module}`)
      .replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, "");
    if (/\btaskCommand\(/.test(code)) makers.push(module);
    // What a command is called is no command to paste.
    const others = code.replaceAll(
      /^ {2}(name|command): "deno task \w+",$/gm,
      "",
    );
    assert(!/deno (task|run|install)\b/.test(others), module);
  }
  assertEquals(makers.sort(), Object.keys(MESSAGES).sort());
});
