import { assertEquals, assertRejects } from "@std/assert";
import { Watchdog } from "../../../train/engine/watchdog.ts";

/** Seconds after which the test itself gives up on the process. */
const PATIENCE = 60;

Deno.test("Watchdog ends a process whose main thread hangs in a call, and says why", async () => {
  const program = new URL("hanging_program.ts", import.meta.url);
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "-A", program.pathname],
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const timer = setTimeout(() => process.kill("SIGTERM"), 1000 * PATIENCE);
  const { signal, stdout, stderr } = await process.output();
  clearTimeout(timer);
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  assertEquals(text(stdout), "nothing happens between calls\n");
  assertEquals(text(stderr), "\nerror: the engine has stopped answering\n");
  assertEquals(signal, "SIGKILL");
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
