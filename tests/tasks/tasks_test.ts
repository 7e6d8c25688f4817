import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { fileURLToPath } from "node:url";
import config from "../../deno.json" with { type: "json" };
import { inTerminal, type TerminalOptions } from "./terminal.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const TRAJECTORY = `${ROOT}tests/fixtures/reference/adam-32x48.safetensors`;

/** As small as networks and runs can be; two threads, which list variables. */
const BATCH = 4;
const TINY =
  `--demo-size 40 --size 16 --d 1 --batch ${BATCH} --device wasm --threads 2`;

/** Tasks that are no programs of the project. */
const OTHERS = ["test", "ok"];

/** A folder outside the project with a name that a shell has to have quoted. */
async function withUserFolder(
  act: (folder: string) => Promise<void>,
): Promise<void> {
  const above = await Deno.makeTempDir();
  const folder = `${above}/it's a folder`;
  await Deno.mkdir(folder);
  try {
    await act(folder);
  } finally {
    await Deno.remove(above, { recursive: true });
  }
}

/** Runs a task from a folder outside the project. */
function task(
  name: string,
  args: string,
  options: TerminalOptions,
): ReturnType<typeof inTerminal> {
  return inTerminal(
    `deno task --config '${ROOT}deno.json' ${name} ${args}`,
    options,
  );
}

/** The commands that a text names, without the line that Deno itself prints. */
function printedCommands(output: string): string[] {
  return Array.from(
    output.matchAll(/: (deno task .*)$/gm),
    ([, command = ""]) => command,
  );
}

Deno.test("deno.json describes each task, and each of the project refuses prompts", () => {
  for (const [name, { description, command }] of Object.entries(config.tasks)) {
    assert(description !== "", name);
    if (OTHERS.includes(name)) continue;
    assertStringIncludes(command, " --no-prompt ");
  }
});

Deno.test("tasks of a run never ask in a terminal, and what they print works there", () =>
  withUserFolder(async (cwd) => {
    const run = "runs/00001-toon-head-d1";
    const does = async (name: string, args: string, code = 0) => {
      const done = await task(name, args, { cwd });
      assertEquals(done.code, code, done.output);
      return done.output;
    };
    assertStringIncludes(await does("train", `--dry-run ${TINY}`), "step 2:");
    // Ctrl-C ends a run after its step; what is printed resumes it.
    const stopped = await task(
      "train",
      `${TINY} --images 1M --score-every 0 --grid-every 0 --save-every 0`,
      { cwd, interruptAt: /kimg/ },
    );
    assertEquals(stopped.code, 130, stopped.output);
    const [, step] = /stopped at step (\d+);/.exec(stopped.output) ?? [];
    assert(step !== undefined, stopped.output);
    const [resume] = printedCommands(stopped.output);
    const shown = `--images ${BATCH * Number(step)}`;
    const resumed = await inTerminal(`${resume} ${shown}`, { cwd });
    assertEquals(resumed.code, 0, resumed.output);
    // As long as it is already: nothing is left to do.
    const [longer, serve, next] = printedCommands(resumed.output);
    assertEquals(longer, next);
    const continued = await inTerminal(`${longer}`, {
      cwd,
      interruptAt: /kimg/,
    });
    assertEquals(continued.code, 130, continued.output);
    assert(serve !== undefined, resumed.output);
    const served = await inTerminal(serve, {
      cwd,
      env: { PORT: "0" },
      interruptAt: /http:\/\//,
    });
    assertStringIncludes(served.output, "Serving ");

    await does("eval", `${run} --samples 10 --device wasm --threads 2`);
    await does("freeze", run);
    await does("report", run);
    await does("export", run);
    await does("generate", `--model ${run} --seeds 0-1 --out pictures`);
    assertEquals(Deno.statSync(`${cwd}/pictures/1.png`).isFile, true);
    await does(
      "project",
      `pictures/0.png --model ${run} --steps 10 --starts 1 --device wasm`,
    );
    const projections = `${cwd}/artifacts/projections`;
    assertEquals(Deno.statSync(`${projections}/0-latent.json`).isFile, true);
    const networks = `${run}/export`;
    const imported = await does(
      "import",
      `${networks}/generator-last.pth --out "a b"`,
    );
    const [see] = printedCommands(imported);
    const seen = await inTerminal(`${see}`, {
      cwd,
      env: { PORT: "0" },
      interruptAt: /http:\/\//,
    });
    assertStringIncludes(seen.output, "Serving ");
    const begun = await does(
      "train",
      `--from ${networks}/generator-last.pth --from-d ${networks}/discriminator.pth --demo-size 40 --batch 4 --images 4 --device wasm`,
    );
    assertStringIncludes(begun, "frozen: ");
  }));

Deno.test("tasks about engines never ask in a terminal", () =>
  withUserFolder(async (cwd) => {
    const artifacts = await task("artifacts", "--d 1 --size 16", { cwd });
    assertEquals(artifacts.code, 0, artifacts.output);
    assert(Deno.statSync(`${cwd}/artifacts/sampler.onnx`).isFile);
    const replay = await task("replay", `'${TRAJECTORY}'`, { cwd });
    assertEquals(replay.code, 0, replay.output);
    const work =
      "--only '^cpu|PyTorch, 1' --d 1 --batch 2 --rounds 1 --steps 1 --python false";
    const bench = await task("bench", work, { cwd });
    assertStringIncludes(bench.output, "PyTorch, 1 thread is left out");
    assertMatch(bench.output, /\ncpu, .* threads? /);
    // The table itself takes minutes; its engines are open before it.
    const gradients = await task("gradcheck", "", {
      cwd,
      interruptAt: /\noperation /,
    });
    assertMatch(gradients.output, /wasm +WASM, [^]*\noperation /);
  }));
