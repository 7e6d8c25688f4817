import { assert, assertEquals, assertMatch } from "@std/assert";

/** Runs `deno task bench` and returns its exit code and what it prints. */
async function bench(...args: string[]): Promise<[number, string, string]> {
  const { code, stdout, stderr } = await new Deno.Command("deno", {
    args: ["task", "bench", ...args],
    env: { NO_COLOR: "1" },
  }).output();
  const [printed = "", errors = ""] = [stdout, stderr]
    .map((bytes) => new TextDecoder().decode(bytes));
  return [code, printed, errors];
}

Deno.test("deno task bench compares peers by the clock and by processor time, and names who is left out", async () => {
  const [code, printed, errors] = await bench(
    ...["--d", "1", "--batch", "2", "--rounds", "1", "--steps", "1"],
    ...["--only", "^cpu|PyTorch, 1", "--python", "no-such-python"],
  );
  assertEquals(code, 0, errors);
  const [, leftOut, , d, head, cpu, ...rest] = printed.split("\n");
  assertEquals(
    [leftOut, d],
    ["d 1: PyTorch, 1 thread is left out: there is no no-such-python", "d 1"],
  );
  assertMatch(
    head ?? "",
    /^ +images\/s +turns +per CPU second +cpu ÷ +by CPU time$/,
  );
  assertMatch(
    cpu ?? "",
    /^cpu, \d+ threads? +[\d.e+]+ +[\d.e+]+ to [\d.e+]+ +[\d.e+]+ +1\.00 +1\.00$/,
  );
  assertEquals(rest, ["", ""]);
});

Deno.test("deno task bench names the benchmarks when one is unknown", async () => {
  const [code, , errors] = await bench("trainning");
  assertEquals(code, 2);
  assertMatch(
    errors,
    /^error: trainning is no benchmark: training, profile, gpu$/m,
  );
});

Deno.test("deno task bench profile prints the operators of a step on every processor's device", async () => {
  for (const device of ["cpu", "wasm"]) {
    const [code, printed, errors] = await bench(
      ...["profile", "--device", device, "--d", "1", "--batch", "2"],
      ...["--size", "16", "--steps", "1", "--threads", "1"],
    );
    assertEquals(code, 0, errors);
    assert(
      printed.startsWith(
        `${device}, d 1, batch 2, 16 × 16 pixels, mean of 1 step\n`,
      ),
      printed,
    );
    for (const operator of ["Mul", "Conv", "all"]) {
      assertMatch(printed, new RegExp(`^${operator} +[\\d.]+ +[\\d.]+ %`, "m"));
    }
  }
});
