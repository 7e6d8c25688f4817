import { assertEquals, assertRejects } from "@std/assert";
import { Watchdog } from "../../../train/engine/watchdog.ts";

/** Seconds after which the test itself gives up on the process. */
const PATIENCE = 60;

/** Starts `hanging_program.ts`. */
function start(call: string): Deno.ChildProcess {
  const program = new URL("hanging_program.ts", import.meta.url);
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "-A", program.pathname, call],
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** Waits for its end. */
async function ending(process: Deno.ChildProcess) {
  const timer = setTimeout(() => process.kill("SIGTERM"), 1000 * PATIENCE);
  const { signal, code, stdout, stderr } = await process.output();
  clearTimeout(timer);
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { signal, code, stdout: text(stdout), stderr: text(stderr) };
}

Deno.test("Watchdog ends a process whose main thread hangs in a call, and says why", async () => {
  const { signal, stdout, stderr } = await ending(start("spin"));
  assertEquals(stdout, "nothing happens between calls\n");
  assertEquals(stderr, "\nerror: the engine has stopped answering\n");
  assertEquals(signal, "SIGKILL");
});

Deno.test("Watchdog lets a call be that waits for a processor", async () => {
  const { code, stdout, stderr } = await ending(start("starve"));
  assertEquals([code, stderr], [0, ""]);
  assertEquals(stdout, "nothing happens between calls\ndone\n");
});

Deno.test("Watchdog lets a process be that was stopped for longer than a call may take", async () => {
  const process = start("stop");
  const output = process.stdout.pipeThrough(new TextDecoderStream());
  let printed = "";
  for await (const text of output) {
    printed += text;
    if (!text.includes("stop me")) continue;
    process.kill("SIGSTOP");
    await new Promise((resolve) => setTimeout(resolve, 4000));
    process.kill("SIGCONT");
  }
  assertEquals((await process.status).code, 0);
  assertEquals(await new Response(process.stderr).text(), "");
  assertEquals(printed.split("\n").slice(1), ["stop me", "done", ""]);
});

Deno.test("Watchdog.watch() returns the result of a call, or its error", async () => {
  const watchdog = new Watchdog("not to be printed");
  assertEquals(await watchdog.watch(() => Promise.resolve(7)), 7);
  await assertRejects(
    () => watchdog.watch(() => Promise.reject(new RangeError("no"))),
    RangeError,
    "no",
  );
  watchdog.stop();
});
