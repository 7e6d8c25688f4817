import { assertEquals } from "@std/assert";
import { withFolder } from "../folder.ts";

const PROGRAM = `
  import { writeFolder } from "${import.meta.resolve("../../build/folder.ts")}";
  await writeFolder(Deno.args[0], "mark", async (folder) => {
    await Deno.writeTextFile(folder + "/half", "written");
    console.log("writing");
    await new Promise((resolve) => setTimeout(resolve, 60_000));
  });
`;

Deno.test("writeFolder() leaves nothing behind when it is interrupted", () =>
  withFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/program.ts`, PROGRAM);
    const child = new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "-A", "--no-check", "--config", "deno.json"],
        ...[`${folder}/program.ts`, `${folder}/built`],
      ],
      stdout: "piped",
    }).spawn();
    const reader = child.stdout.getReader();
    await reader.read();
    child.kill("SIGINT");
    const { code } = await child.status;
    await reader.cancel();
    assertEquals(code, 130);
    const left = Array.from(Deno.readDirSync(folder), ({ name }) => name);
    assertEquals(left, ["program.ts"]);
  }));
