import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { ROOT, start } from "./start_service.ts";

Deno.test("serve/main.ts ends with one line when a model is not the one on its card", async () => {
  const folder = await Deno.realPath(await Deno.makeTempDir());
  try {
    for (const file of ["generator.json", "generator.onnx"]) {
      await Deno.copyFile(
        `${ROOT}tests/fixtures/generator/${file}`,
        `${folder}/${file}`,
      );
    }
    await Deno.writeTextFile(`${folder}/generator.onnx`, "damaged");
    const server = start([folder], { PORT: "0" }, `.,${folder}`);
    const { code, stdout, stderr } = await server.output();
    assertEquals(code, 1);
    const decoder = new TextDecoder();
    assertEquals(decoder.decode(stdout), "");
    assertStringIncludes(
      decoder.decode(stderr),
      `error: ${folder}/generator.onnx is not the model on its card: it has 7 bytes`,
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

/** Runs the entrypoint where it cannot start. */
async function fail(args: string[], env: Record<string, string>) {
  const { code, stdout, stderr } = await start(args, env).output();
  assertEquals(stdout.length, 0);
  return { code, message: new TextDecoder().decode(stderr) };
}

Deno.test("serve/main.ts ends with one line when there is no generator", async () => {
  const { code, message } = await fail(["tests/serve"], {});
  assertEquals(code, 1);
  assertEquals(
    message,
    `error: ${ROOT}tests/serve/generator.json does not exist: a frozen generator is a folder with generator.json and its model\n`,
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
    message: "error: unknown option --port: --help lists the options\n",
  });
  assertEquals(await fail(["tests/fixtures/generator"], { PORT: "http" }), {
    code: 2,
    message: 'error: PORT is "http": it must be an integer from 0 to 65535\n',
  });
  assertEquals(await fail(["tests/fixtures/generator"], { WORKERS: "65" }), {
    code: 2,
    message: 'error: WORKERS is "65": it must be an integer from 0 to 64\n',
  });
});

Deno.test("serve/main.ts ends with one line when it cannot listen on HOST", async () => {
  const { code, message } = await fail(["tests/fixtures/generator"], {
    HOST: "203.0.113.1",
    PORT: "8000",
  });
  assertEquals(code, 1);
  assert(
    message.startsWith(
      "error: Cannot listen on 203.0.113.1:8000 (HOST and PORT choose others): ",
    ),
    message,
  );
  assertEquals(message.trimEnd().split("\n").length, 1);
});
