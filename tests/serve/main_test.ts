import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Starts the entrypoint with the permissions it is documented to need. */
function start(
  args: string[],
  env: Record<string, string>,
): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      "--allow-net",
      "--allow-read=.",
      "--allow-env",
      "serve/main.ts",
      ...args,
    ],
    cwd: ROOT,
    env: { NO_COLOR: "1", ...env },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** The first line of a stream, and what is needed to read the rest. */
async function firstLine(stream: ReadableStream<Uint8Array>) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!text.includes("\n")) {
    const { value, done } = await reader.read();
    if (done) break;
    text += value;
  }
  const [line = "", rest = ""] = text.split("\n", 2);
  const finish = async () => {
    let more = rest;
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return more;
      more += value;
    }
  };
  return { line, finish };
}

Deno.test("serve/main.ts serves with few permissions until SIGINT", async () => {
  const server = start(["tests/fixtures/generator"], { PORT: "0" });
  const errors = new Response(server.stderr).text();
  const { line, finish } = await firstLine(server.stdout);
  assertMatch(line, /^Serving fixture at http:\/\/localhost:\d+\/$/);
  const url = line.slice(line.indexOf("http"));

  const page = await fetch(url);
  assertEquals(page.status, 200);
  assertStringIncludes(await page.text(), 'src="/image/0.png"');
  const style = await fetch(`${url}style.css`);
  assertEquals(style.status, 200);
  assertStringIncludes(await style.text(), "prefers-color-scheme: dark");
  const image = await fetch(`${url}image/1.png`);
  assertEquals(image.status, 200);
  assertEquals([...(await image.bytes()).slice(1, 4)], [0x50, 0x4e, 0x47]);
  const health = await fetch(`${url}healthz`);
  assertEquals(await health.json(), { status: "ok" });

  server.kill("SIGINT");
  const { code } = await server.status;
  assertEquals(await errors, "");
  assertEquals(await finish(), "");
  assertEquals(code, 0);
});

Deno.test("serve/main.ts ends well when SIGTERM comes as soon as it listens", async () => {
  const server = start(["tests/fixtures/generator"], { PORT: "0" });
  const errors = new Response(server.stderr).text();
  const { finish } = await firstLine(server.stdout);
  server.kill("SIGTERM");
  const { code, signal } = await server.status;
  assertEquals([code, signal], [0, null]);
  assertEquals(await errors, "");
  assertEquals(await finish(), "");
});

/** Runs the entrypoint where it cannot start. */
async function fail(args: string[], env: Record<string, string>) {
  const { code, stdout, stderr } = await start(args, env).output();
  assertEquals(stdout.length, 0);
  return { code, message: new TextDecoder().decode(stderr) };
}

Deno.test("serve/main.ts ends with one line when there is no generator", async () => {
  const { code, message } = await fail(["tests/fixtures"], {});
  assertEquals(code, 1);
  assertEquals(
    message,
    `error: ${ROOT}tests/fixtures/generator.json does not exist: a frozen generator is a folder with generator.json and its model\n`,
  );
});

Deno.test("serve/main.ts ends with one line when it may not read the folder", async () => {
  const { code, message } = await fail(["/"], {});
  assertEquals(code, 1);
  assertMatch(message, /^error: Cannot read \/generator\.json: .*\n$/);
});

Deno.test("serve/main.ts ends with one line when the port is taken", async () => {
  using taken = Deno.listen({ port: 0 });
  const { port } = taken.addr;
  const { code, message } = await fail(["tests/fixtures/generator"], {
    PORT: `${port}`,
  });
  assertEquals(code, 1);
  assert(
    message.startsWith(
      `error: Cannot listen on port ${port} (PORT=NUMBER chooses another): Address already in use`,
    ),
    message,
  );
  assertEquals(message.trimEnd().split("\n").length, 1);
});

Deno.test("serve/main.ts refuses wrong usage with exit code 2", async () => {
  assertEquals(await fail(["--port"], {}), {
    code: 2,
    message: "error: usage: deno task serve [FOLDER]\n",
  });
  assertEquals(await fail(["tests/fixtures/generator"], { PORT: "http" }), {
    code: 2,
    message: 'error: PORT is "http": it must be an integer from 0 to 65535\n',
  });
});

Deno.test("serve/main.ts depends on little", async () => {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", "serve/main.ts"],
    cwd: ROOT,
    stderr: "null",
  }).output();
  const { modules } = JSON.parse(new TextDecoder().decode(stdout));
  const names: string[] = modules.map(
    ({ specifier }: { specifier: string }) =>
      specifier.replace(new URL("../../", import.meta.url).href, "./"),
  );
  assert(names.includes("./serve/main.ts"));
  const others = names.filter((name) =>
    !/^(\.\/(core|serve)\/|node:)/.test(name)
  )
    .map((name) => name.replace(/@[\d.]+.*/, ""));
  // Nothing of training, and nothing from JSR.
  assertEquals(others.sort(), [
    "npm:/imagescript",
    "npm:/onnxruntime-web",
    "npm:/valibot",
  ]);
});
