import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { folderUrl } from "../../core/folder_url.ts";
import { UserError } from "../../core/user_error.ts";
import { readConfiguration } from "../../serve/configuration.ts";

function read(args: string[], variables: Record<string, string> = {}) {
  return readConfiguration("deno task serve", args, (name) => variables[name]);
}

Deno.test("readConfiguration() serves the shipped generators at port 8000", async () => {
  const { folder, ...others } = await read([]);
  assert(folder.href.endsWith("/weights/"));
  assertEquals(others, {
    help: undefined,
    host: undefined,
    port: 8000,
    workers: undefined,
    embed: undefined,
    publicUrl: undefined,
    shareWeights: undefined,
    log: false,
  });
});

Deno.test("readConfiguration() takes folder, host, port, workers and log", async () => {
  const variables = { HOST: "127.0.0.1", PORT: "0", WORKERS: "4" };
  assertEquals(await read(["runs/00001-x", "--log"], variables), {
    help: undefined,
    folder: folderUrl("runs/00001-x"),
    host: "127.0.0.1",
    port: 0,
    workers: 4,
    embed: undefined,
    publicUrl: undefined,
    shareWeights: undefined,
    log: true,
  });
  assertEquals((await read([], { HOST: "[::1]" })).host, "::1");
});

Deno.test("readConfiguration() takes an empty variable for one that is not set", async () => {
  const variables = { HOST: "", PORT: "", WORKERS: "" };
  assertEquals(await read([], variables), await read([]));
});

Deno.test("readConfiguration() explains everything for --help", async () => {
  const { help = "" } = await read(["--help"]);
  for (
    const word of ["[FOLDER]", "--log", "HOST", "PORT", "WEIGHTS", "WORKERS"]
  ) {
    assertStringIncludes(help, word);
  }
});

Deno.test("readConfiguration() refuses what it does not know", async () => {
  const refusal = async (
    args: string[],
    variables: Record<string, string> = {},
  ) => {
    const error = await assertRejects(() => read(args, variables), UserError);
    assertEquals(error.exitCode, 2);
    return error.message;
  };
  assertEquals(
    await refusal(["--port", "1"]),
    "unknown option --port: --help lists the options",
  );
  assertEquals(
    await refusal(["--logs"]),
    "unknown option --logs: did you mean --log?",
  );
  assertEquals(
    await refusal(["a", "b"]),
    "unexpected argument b: --help shows the usage",
  );
  for (const port of ["65536", "-1", "8000.5", "http"]) {
    assertEquals(
      await refusal([], { PORT: port }),
      `PORT is "${port}": it must be an integer from 0 to 65535`,
    );
  }
  assertEquals(
    await refusal([], { WORKERS: "two" }),
    'WORKERS is "two": it must be an integer from 0 to 64',
  );
});

Deno.test("readConfiguration() takes whether visitors may have the weights", async () => {
  const share = async (WEIGHTS: string) =>
    (await read([], { WEIGHTS })).shareWeights;
  assertEquals(await share(""), undefined);
  assertEquals(await share("share"), true);
  assertEquals(await share("keep"), false);
  const error = await assertRejects(() => share("no"), UserError);
  assertEquals(error.message, 'WEIGHTS is "no": it must be share or keep');
  assertEquals(error.exitCode, 2);
});

Deno.test("readConfiguration() takes the sites that may embed the page", async () => {
  const embed = async (EMBED: string) => (await read([], { EMBED })).embed;
  assertEquals(await embed(""), undefined);
  assertEquals(await embed("*"), "*");
  assertEquals(
    await embed("https://a.example  http://b.example:81"),
    "https://a.example http://b.example:81",
  );
  for (const wrong of ["a.example", "https://a.example/x", "'self'; x", "*;"]) {
    const error = await assertRejects(() => embed(wrong), UserError);
    assertStringIncludes(error.message, "EMBED names");
    assertEquals(error.exitCode, 2);
  }
});

Deno.test("readConfiguration() takes the address at which the world finds the service", async () => {
  const found = async (PUBLIC_URL: string) =>
    (await read([], { PUBLIC_URL })).publicUrl;
  assertEquals(await found(""), undefined);
  assertEquals(await found("https://a.example"), "https://a.example/");
  assertEquals(await found("http://a.example:8/x"), "http://a.example:8/x/");
  for (const wrong of ["a.example", "/x", "ftp://a.example/", "http://a/?b"]) {
    const error = await assertRejects(() => found(wrong), UserError);
    assertStringIncludes(error.message, "PUBLIC_URL is");
    assertEquals(error.exitCode, 2);
  }
});
