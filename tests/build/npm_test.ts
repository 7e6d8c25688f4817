import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { buildNpm } from "../../build/npm.ts";
import { VIVID_GENERATOR } from "../fixtures/vivid_generator.ts";
import { assertSame } from "./contract.ts";
import { installed } from "./installed.ts";

const scratch = await Deno.makeTempDir();
Deno.test.afterAll(() => Deno.remove(scratch, { recursive: true }));

async function run(command: string, ...args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(command, { args })
    .output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}

// As a user installs it: packed, in a folder of its own.
const { log } = console;
console.log = () => {};
await buildNpm([VIVID_GENERATOR.pathname, "--out", `${scratch}/built`]);
console.log = log;
await run("npm", "pack", `${scratch}/built`, "--pack-destination", scratch);
await run(
  "npm",
  "install",
  "--no-audit",
  "--no-fund",
  "--prefix",
  `${scratch}/app`,
  `${scratch}/edge-dcgan-0.1.0.tgz`,
);
const PROGRAM = `${scratch}/app/node_modules/.bin/edge-dcgan`;

const RUNTIMES: Record<string, () => Promise<string>> = {
  "Node.js": () => Promise.resolve("node"),
  "Bun": () => installed("bun", "1.4.4"),
};

/** Starts the program, and gives the first line it prints. */
async function start(runtime: string, env: Record<string, string>) {
  const child = new Deno.Command(runtime, {
    args: [PROGRAM],
    env: { HOST: "127.0.0.1", PORT: "0", ...env },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const errors = new Response(child.stderr).text();
  let line = "";
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    line += value;
    if (/Serving.*\n/.test(line)) break;
  }
  // What it prints later has to go somewhere.
  const rest = reader.read().then(
    async function drain({ done }): Promise<void> {
      if (!done) await drain(await reader.read());
    },
  );
  return { child, line, errors, rest };
}

for (const [name, program] of Object.entries(RUNTIMES)) {
  Deno.test(`build:npm writes a package that answers on ${name} as the service does here`, async () => {
    const { child, line, errors, rest } = await start(await program(), {});
    const [, origin = ""] =
      /Serving vivid at (http:\/\/127\.0\.0\.1:\d+)\/\n/.exec(line) ?? [];
    await assertSame(origin, VIVID_GENERATOR);
    child.kill("SIGINT");
    const { code } = await child.status;
    await rest;
    assertEquals([code, await errors], [0, ""]);
  });

  Deno.test(`build:npm writes a package that says on ${name} what is wrong`, async () => {
    const taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = taken.addr as Deno.NetAddr;
    const cases: [Record<string, string>, number, RegExp][] = [
      [{ WORKERS: "2" }, 2, /^error: WORKERS is 2: it must be 0 .*\n$/],
      [
        { PORT: `${port}` },
        1,
        new RegExp(`^error: Cannot listen on 127\\.0\\.0\\.1:${port} .*\\n$`),
      ],
    ];
    for (const [env, exitCode, message] of cases) {
      const { child, errors, rest } = await start(await program(), env);
      const { code } = await child.status;
      await rest;
      const text = await errors;
      assertEquals([code, message.test(text) || text], [exitCode, true]);
    }
    taken.close();
  });
}

Deno.test("build:npm writes a package that understands arguments", async () => {
  const answers = async (...args: string[]) => {
    const { code, stdout, stderr } = await new Deno.Command("node", {
      args: [PROGRAM, ...args],
      cwd: scratch,
    }).output();
    const [text = ""] = [stdout, stderr].map((bytes) =>
      new TextDecoder().decode(bytes)
    ).filter((text) => text !== "");
    return { code, text };
  };
  const help = await answers("--help");
  assertEquals(help.code, 0);
  assertStringIncludes(help.text, "Usage: edge-dcgan [FOLDER] [options]\n");
  assertEquals(await answers("--logs"), {
    code: 2,
    text: "error: unknown option --logs: did you mean --log?\n",
  });
  const { code, text } = await answers("nothing");
  assertMatch(text, /^error: .*generator\.json does not exist: .*\n$/);
  assertEquals(code, 1);
});

Deno.test("build:npm writes a package that an app can import", async () => {
  await Deno.writeTextFile(
    `${scratch}/app/app.mjs`,
    `
    import { createHandler, folderUrl, openService } from "edge-dcgan";
    const folder = folderUrl(${JSON.stringify(VIVID_GENERATOR.pathname)});
    const service = await openService({ folder, report: console.error });
    const handler = createHandler({ ...service, log: () => {} });
    const answer = await handler(new Request("http://localhost/image/7.png"));
    process.stdout.write(answer.headers.get("ETag"));
  `,
  );
  const { stdout } = await new Deno.Command("node", {
    args: [`${scratch}/app/app.mjs`],
  }).output();
  assertEquals(
    new TextDecoder().decode(stdout).replace(/[0-9a-f]{16}/, "DIGEST"),
    '"/DIGEST/image/7.png"',
  );
});
