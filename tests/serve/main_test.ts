import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { eventually } from "../eventually.ts";
import { ROOT, start } from "./start_service.ts";

/** The first line of a stream, and what is needed to read the rest. */
async function firstLine(stream: ReadableStream<Uint8Array>) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!text.includes("\n")) {
    const { value, done } = await reader.read();
    if (done) break;
    text += value;
  }
  const end = text.indexOf("\n");
  const [line, rest] = [text.slice(0, end), text.slice(end + 1)];
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

/** Waits until the service has loaded its generators. */
async function untilReady(url: string): Promise<void> {
  await eventually("the service is not ready", async () => {
    const response = await fetch(`${url}readyz`);
    await response.body?.cancel();
    if (response.status !== 200) assertEquals(response.status, 503);
    return response.status === 200;
  });
}

Deno.test("serve/main.ts serves with few permissions until SIGINT", async () => {
  const server = start(["tests/fixtures"], { PORT: "0" });
  const errors = new Response(server.stderr).text();
  const { line, finish } = await firstLine(server.stdout);
  assertMatch(
    line,
    /^Serving fixture, vivid on every address of this machine, at http:\/\/localhost:\d+\/$/,
  );
  const url = line.slice(line.indexOf("http"));

  // It listens before it has loaded anything.
  const health = await fetch(`${url}healthz`);
  assertEquals(await health.json(), { status: "ok" });
  const page = await fetch(url);
  assertEquals(page.status, 200);
  const html = await page.text();
  const [, style] = /<link rel="stylesheet" href="([^"]+)"/.exec(html) ?? [];
  const sheet = await fetch(`${url}${style}`);
  assertEquals(sheet.headers.get("Content-Type"), "text/css; charset=utf-8");
  await sheet.body?.cancel();
  const [, script] = /<script type="module" src="([^"]+)"/.exec(html) ?? [];
  const module = await fetch(`${url}${script}`);
  assertEquals(
    module.headers.get("Content-Type"),
    "text/javascript; charset=utf-8",
  );
  await module.body?.cancel();

  await untilReady(url);
  const starts = {
    "image/1.png": [0x89, 0x50, 0x4e],
    "image/1.jpg": [0xff, 0xd8, 0xff],
    "image/1.webp": [0x52, 0x49, 0x46],
    "image/1.webp?scale=2&resize=smooth": [0x52, 0x49, 0x46],
    "walk/1-2.gif?frames=3": [0x47, 0x49, 0x46],
  };
  for (const [path, bytes] of Object.entries(starts)) {
    const image = await fetch(`${url}${path}`);
    assertEquals(image.status, 200);
    assertEquals([...(await image.bytes()).slice(0, 3)], bytes);
  }

  server.kill("SIGINT");
  const { code } = await server.status;
  assertEquals(await errors, "");
  assertEquals(code, 0);
  const logged = (await finish()).trim().split("\n").map((line) =>
    JSON.parse(line)
  );
  const loadings = logged.filter(({ loaded }) => loaded !== undefined);
  assertEquals(loadings.map(({ loaded }) => Object.keys(loaded)), [
    ["start", "files", "open"],
  ]);
  assert(Object.values<number>(loadings[0].loaded).every((ms) => ms >= 0));
  const answers = logged.filter(({ loaded }) => loaded === undefined);
  assertEquals(answers[0].path, "/healthz");
  for (const entry of answers) {
    assertEquals(Object.keys(entry), [
      "time",
      "level",
      "requestId",
      "method",
      "path",
      "status",
      "ms",
    ]);
  }
});

Deno.test("serve/main.ts ends well when SIGTERM comes as soon as it listens", async () => {
  const server = start(["tests/fixtures/generator"], { PORT: "0" });
  const errors = new Response(server.stderr).text();
  const { finish } = await firstLine(server.stdout);
  server.kill("SIGTERM");
  const { code, signal } = await server.status;
  assertEquals([code, signal], [0, null]);
  assertEquals(await errors, "");
  // A worker may have been quicker than the signal.
  const others = (await finish()).split("\n")
    .filter((line) => line !== "" && !line.includes('"loaded":'));
  assertEquals(others, []);
});

Deno.test("serve/main.ts finishes what it is asked before it ends", async () => {
  const server = start(["tests/fixtures/vivid_generator"], { PORT: "0" });
  const { line, finish } = await firstLine(server.stdout);
  const url = new URL(line.slice(line.indexOf("http")));
  await untilReady(url.href);
  const models = await fetch(`${url}models`);
  const { current } = await models.json();
  const grid = (rows: number) => `/${current}/grid/0.png?rows=${rows}`;

  const ask = async (path: string) => {
    const connection = await Deno.connect({ port: Number(url.port) });
    const request =
      `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;
    await connection.write(new TextEncoder().encode(request));
    return new Response(connection.readable);
  };
  const before = await ask(grid(10));
  const answer = await ask(grid(2));
  // All the while that the one was painted, the other was waiting.
  await before.bytes();
  server.kill("SIGINT");
  // The copy that a task runner passes on, unless the service was quicker.
  await new Promise((resolve) => setTimeout(resolve, 50));
  try {
    server.kill("SIGINT");
  } catch (error) {
    assertEquals(
      (error as Error).message,
      "Child process has already terminated",
    );
  }
  const text = new TextDecoder("latin1").decode(await answer.bytes());
  assertMatch(text, /^HTTP\/1\.1 200 OK\r\n/);
  assert(text.includes("PNG\r\n"));
  assert(text.slice(-12).includes("IEND"));
  assertEquals((await server.status).code, 0);
  await finish();
  await server.stderr.cancel();
});

Deno.test("serve/main.ts explains itself for --help and starts nothing", async () => {
  const { code, stdout, stderr } = await start(["--help"], {}).output();
  const decoder = new TextDecoder();
  assertEquals([code, decoder.decode(stderr)], [0, ""]);
  assertStringIncludes(decoder.decode(stdout), "deno task serve [FOLDER]");
});

Deno.test("serve/main.ts listens where HOST says, and prints that address", async () => {
  for (
    const [host, url] of [
      ["127.0.0.1", /at http:\/\/127\.0\.0\.1:\d+\/$/],
      ["::1", /at http:\/\/\[::1\]:\d+\/$/],
    ] as const
  ) {
    const server = start(["tests/fixtures/generator"], {
      HOST: host,
      PORT: "0",
      // Counts as unset.
      WORKERS: "",
    });
    const { line, finish } = await firstLine(server.stdout);
    assertMatch(line, url);
    const health = await fetch(`${line.slice(line.indexOf("http"))}healthz`);
    assertEquals(await health.json(), { status: "ok" });
    server.kill("SIGTERM");
    assertEquals((await server.status).code, 0);
    await finish();
    await server.stderr.cancel();
  }
});

Deno.test("serve/main.ts serves the others when one generator is broken, and names it", async () => {
  const folder = await Deno.realPath(await Deno.makeTempDir());
  try {
    await Deno.mkdir(`${folder}/broken`);
    await Deno.writeTextFile(`${folder}/broken/generator.json`, "{}");
    await Deno.mkdir(`${folder}/sound`);
    for (const file of ["generator.json", "generator.onnx"]) {
      await Deno.copyFile(
        `${ROOT}tests/fixtures/generator/${file}`,
        `${folder}/sound/${file}`,
      );
    }
    const server = start([folder], { PORT: "0" }, `.,${folder}`);
    const errors = new Response(server.stderr).text();
    const { line, finish } = await firstLine(server.stdout);
    assertMatch(line, /^Serving fixture on/);
    const url = line.slice(line.indexOf("http"));
    const image = await fetch(`${url}image/7.png`);
    assertEquals(image.status, 200);
    await image.body?.cancel();
    server.kill("SIGTERM");
    assertEquals((await server.status).code, 0);
    await finish();
    const { level, message } = JSON.parse(
      (await errors).split("\n", 1).join(),
    );
    assertEquals(level, "error");
    assertMatch(message, /broken\/generator\.json: format is missing/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
