import { assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { taskCommand } from "../../../core/command_line/task_command.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** What a shell makes of a text. */
async function words(text: string): Promise<string[]> {
  const { stdout } = await new Deno.Command("sh", {
    args: ["-c", `printf '%s\\0' ${text}`],
  }).output();
  return new TextDecoder().decode(stdout).split("\0").slice(0, -1);
}

/** Does something in another working directory. */
function from<T>(folder: string, act: () => T): T {
  const before = Deno.cwd();
  Deno.chdir(folder);
  try {
    return act();
  } finally {
    Deno.chdir(before);
  }
}

Deno.test("taskCommand() gives a shell the arguments as they are", async () => {
  const args = ["--resume", "a b", "it's", '"q"', "$HOME", "*", "ä", "", "a;b"];
  const command = from(ROOT, () => taskCommand("train", ...args));
  assertEquals(await words(command), ["deno", "task", "train", ...args]);
});

Deno.test("taskCommand() quotes nothing that needs no quotes", () => {
  const command = from(
    `${ROOT}tests`,
    () => taskCommand("serve", "runs/00001-a_b.c-d32"),
  );
  assertEquals(command, "deno task serve runs/00001-a_b.c-d32");
});

Deno.test("taskCommand() names the project's tasks outside of the project", async () => {
  const folder = await Deno.makeTempDir();
  const command = from(folder, () => taskCommand("serve", "run"));
  await Deno.remove(folder);
  assertEquals(await words(command), [
    ...["deno", "task", "--config", `${ROOT}deno.json`, "serve", "run"],
  ]);
});
