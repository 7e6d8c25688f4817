import { assertEquals } from "@std/assert";
import { exists } from "../../core/exists.ts";

Deno.test("exists() finds files and folders and nothing else", async () => {
  const folder = await Deno.makeTempDir();
  const file = `${folder}/file`;
  await Deno.writeTextFile(file, "");
  const found = await Promise.all(
    [
      folder,
      file,
      `${folder}/other`,
      `${file}/below`,
      `${folder}/${"x".repeat(300)}`,
    ]
      .map(exists),
  );
  await Deno.remove(folder, { recursive: true });
  assertEquals(found, [true, true, false, false, false]);
});
