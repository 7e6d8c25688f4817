import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { UserError } from "../../../core/user_error.ts";
import { freeze } from "../../../train/commands/freeze.ts";
import { captured } from "../captured.ts";
import { tinyOptions, trainTiny } from "../run/tiny_run.ts";
import { fileNames, withFolder } from "../../folder.ts";

Deno.test("freeze() writes to the run's folder or to another", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, { epochs: 1, ema: 0 });
    const { folder: run } = await trainTiny(options);
    const { printed } = await captured(() => freeze([`${run.path}/`]));
    const model = `${run.path}/generator.onnx`;
    const { size } = await Deno.stat(model);
    assertEquals(
      printed,
      `${model}: ${size} bytes, float16, weights as they are, after 12 images\n`,
    );
    const out = `${folder}/weights`;
    await captured(() => freeze([run.path, "--out", out]));
    assertEquals(fileNames(out), ["generator.json", "generator.onnx"]);
    const again = await captured(() => freeze([run.path, "--out", out]));
    assertMatch(
      again.printed,
      /^replaced: .+, the generator that was in .+\/weights\n/,
    );
    await captured(() => freeze([run.path, "--precision", "float32"]));
    assert((await Deno.stat(model)).size > size);
  }));

Deno.test("freeze() prints its help", async () => {
  const { printed } = await captured(() => freeze(["--help"]));
  assertStringIncludes(printed, "--out");
});

Deno.test("freeze() refuses wrong usage with exit code 2", async () => {
  for (
    const args of [[], ["a", "b"], ["a", "--into", "b"], [
      "a",
      "--precision",
      "float8",
    ]]
  ) {
    const error = await assertRejects(() => freeze(args), UserError);
    assertEquals(error.exitCode, 2, args.join(" "));
  }
});
