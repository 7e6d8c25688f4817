import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Modules of commands, with what asks them for all of their help. */
const COMMANDS: Readonly<Record<string, string>> = {
  "train/main.ts": "--help-all",
  "serve/main.ts": "--help",
  "serve/generate.ts": "--help",
  ...Object.fromEntries(
    [...Deno.readDirSync(`${ROOT}train/commands`)]
      .map(({ name }) => [`train/commands/${name}`, "--help"]),
  ),
  // Programs of the bench that take options.
  ...Object.fromEntries(
    [...Deno.readDirSync(`${ROOT}bench`)]
      .map(({ name }) => `bench/${name}`)
      .filter((path) =>
        path.endsWith(".ts") &&
        Deno.readTextFileSync(ROOT + path).includes("parseCommandLine(")
      )
      .map((path) => [path, "--help"]),
  ),
};

/** Commands whose help shows how they are used. */
const WITH_EXAMPLES =
  /^train\/main|^serve\/|^train\/commands\/(freeze|import|export|eval|project)/;

for (const [module, flag] of Object.entries(COMMANDS)) {
  Deno.test(`${module} has help that fits into 80 columns, two lines an option`, async () => {
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      // Quiet: the first that runs installs packages, and says so.
      args: ["run", "--quiet", "-A", "--no-check", `${ROOT}${module}`, flag],
      cwd: ROOT,
      env: { NO_COLOR: "1" },
    }).output();
    const [help, problems] = [stdout, stderr].map((bytes) =>
      new TextDecoder().decode(bytes)
    ) as [string, string];
    assertEquals([code, problems], [0, ""]);
    const lines = help.trimEnd().split("\n");
    for (const line of lines) assertLessOrEqual(line.length, 80, line);
    const starts = lines.keys().filter((at) => /^ {2}--/.test(lines[at] ?? ""));
    for (const at of starts) {
      // Two lines for what it means; a long label may have one of its own.
      const rest = lines.slice(at + 1);
      const more = rest.findIndex((line) => !/^ {12,}\S/.test(line));
      const label = / {2}\S/.test(lines[at]?.slice(4) ?? "") ? 0 : 1;
      assertLessOrEqual(more, 1 + label, lines.slice(at, at + 4).join("\n"));
    }
    // Height comes before width.
    assert(!/WxH|RxC|width and height/i.test(help));
    if (WITH_EXAMPLES.test(module)) assert(lines.includes("Examples"));
  });
}
