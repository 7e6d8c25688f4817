import { assert, assertEquals, assertThrows } from "@std/assert";
import { folderUrl } from "../../core/folder_url.ts";
import { UserError } from "../../core/user_error.ts";
import { readConfiguration } from "../../serve/configuration.ts";

function read(args: string[], variables: Record<string, string> = {}) {
  return readConfiguration(args, (name) => variables[name]);
}

Deno.test("readConfiguration() serves the shipped generators at port 8000", () => {
  const { folder, port, workers } = read([]);
  assert(folder.href.endsWith("/weights/"));
  assertEquals([port, workers], [8000, undefined]);
});

Deno.test("readConfiguration() takes folder, port and workers", () => {
  const { folder, port, workers } = read(["runs/00001-x"], {
    PORT: "0",
    WORKERS: "4",
  });
  assertEquals(folder, folderUrl("runs/00001-x"));
  assertEquals([port, workers], [0, 4]);
});

Deno.test("readConfiguration() refuses what it does not know", () => {
  const refusal = (args: string[], variables: Record<string, string> = {}) => {
    const error = assertThrows(() => read(args, variables), UserError);
    assertEquals(error.exitCode, 2);
    return error.message;
  };
  assertEquals(refusal(["--port"]), "usage: deno task serve [FOLDER]");
  assertEquals(refusal(["a", "b"]), "usage: deno task serve [FOLDER]");
  for (const port of ["65536", "-1", "8000.5", "", "http"]) {
    assertEquals(
      refusal([], { PORT: port }),
      `PORT is "${port}": it must be an integer from 0 to 65535`,
    );
  }
  assertEquals(
    refusal([], { WORKERS: "two" }),
    'WORKERS is "two": it must be an integer from 0 to 64',
  );
});

Deno.test("readConfiguration() takes the sites that may embed the page", () => {
  const embed = (value?: string) =>
    readConfiguration([], (name) => name === "EMBED" ? value : undefined).embed;
  assertEquals(embed(), undefined);
  assertEquals(embed(" "), undefined);
  assertEquals(embed("*"), "*");
  assertEquals(
    embed(" https://a.example  http://b.example:81 "),
    "https://a.example http://b.example:81",
  );
  for (const wrong of ["a.example", "https://a.example/x", "'self'; x", "*;"]) {
    const error = assertThrows(() => embed(wrong), UserError, "EMBED names");
    assertEquals(error.exitCode, 2);
  }
});
