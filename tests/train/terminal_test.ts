/** Training in a terminal, where Deno would ask for what is not allowed. */

import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";

const DRY_RUN = "--dry-run --d 2 --batch 4 --size 32 --threads 1";

/** What a command prints in a terminal of its own, and its exit code. */
async function inTerminal(command: string): Promise<[string, number]> {
  const { code, stdout } = await new Deno.Command("script", {
    args: ["--quiet", "--return", "--command", command, "/dev/null"],
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  const printed = new TextDecoder().decode(stdout);
  // What Deno's prompt begins with.
  assertEquals(printed.includes("Deno requests"), false, printed);
  return [printed, code];
}

Deno.test("deno task train asks for no permission in a terminal", async () => {
  for (const device of ["auto", "cpu", "wasm"]) {
    const [printed, code] = await inTerminal(
      `deno task train ${DRY_RUN} --device ${device}`,
    );
    assertEquals(code, 0, printed);
    assertMatch(printed, /device: .*\r?\ndata: .*\r?\nstep 1: .*\r?\nstep 2: /);
  }
});

Deno.test("train/main.ts refuses --device cpu in a terminal without --allow-ffi, and does not ask", async () => {
  const [printed, code] = await inTerminal(
    `deno run --allow-read --allow-write train/main.ts ${DRY_RUN} --device cpu`,
  );
  assertEquals(code, 1);
  assertStringIncludes(
    printed,
    "error: --device is cpu, but onnxruntime's native build may not be loaded without --allow-ffi; --device wasm needs no native code",
  );
});
