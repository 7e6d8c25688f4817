import { assertEquals, assertMatch } from "@std/assert";

const [MODULE, ERRORS] = ["command_line/run_command.ts", "user_error.ts"]
  .map((file) => new URL(`../../../core/${file}`, import.meta.url).href);

/** Runs a command whose main function has the given body. */
async function run(body: string) {
  const code = `
    import { runCommand } from ${JSON.stringify(MODULE)};
    import { UserError } from ${JSON.stringify(ERRORS)};
    await runCommand(${body});
    console.log("went on");
  `;
  const { code: exitCode, stdout, stderr } = await new Deno.Command(
    Deno.execPath(),
    {
      args: ["eval", "--no-check", code],
      env: { NO_COLOR: "1" },
    },
  ).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { exitCode, stdout: text(stdout), stderr: text(stderr) };
}

Deno.test("runCommand() prints one line and no stack when a UserError is thrown", async () => {
  assertEquals(
    await run(`() => { throw new UserError("--batch is 0: too few", 2) }`),
    { exitCode: 2, stdout: "", stderr: "error: --batch is 0: too few\n" },
  );
});

Deno.test("runCommand() exits with 1 when a promise is rejected with a UserError", async () => {
  assertEquals(
    await run(`async () => { await 0; throw new UserError("no pictures") }`),
    { exitCode: 1, stdout: "", stderr: "error: no pictures\n" },
  );
});

Deno.test("runCommand() exits with the number that the main function returns", async () => {
  assertEquals(await run("() => 3"), { exitCode: 3, stdout: "", stderr: "" });
});

Deno.test("runCommand() goes on when the main function returns nothing", async () => {
  assertEquals(
    await run("async () => {}"),
    { exitCode: 0, stdout: "went on\n", stderr: "" },
  );
});

Deno.test("runCommand() lets other errors through with their stack", async () => {
  const { exitCode, stderr } = await run(
    `() => { throw new TypeError("a bug") }`,
  );
  assertEquals(exitCode, 1);
  assertMatch(stderr, /TypeError: a bug/);
  assertMatch(stderr, /\n\s+at /);
});
