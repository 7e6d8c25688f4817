import { assert, assertEquals, assertRejects } from "@std/assert";
import { UserError } from "../../../core/user_error.ts";
import { artifacts } from "../../../train/commands/artifacts.ts";

const SMALL = ["--d", "3", "--size", "32x16", "--batch", "2"];

async function withOut(test: (out: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await test(`${folder}/new/folder`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("artifacts() describes what goes in and comes out of every model", async () => {
  await withOut(async (out) => {
    await artifacts([...SMALL, "--ema", "1000", "--out", out]);
    const [discriminator, generator, sampler] = JSON.parse(
      await Deno.readTextFile(`${out}/artifacts.json`),
    );
    assertEquals(discriminator.file, "discriminator_step.onnx");
    assertEquals(discriminator.feeds.real, [2, 3, 32, 16]);
    for (const name of ["loss_real", "loss_fake", "probability_real"]) {
      assertEquals(discriminator.fetches[name], [1]);
    }
    assertEquals(
      discriminator.updates["D.conv1.weight"],
      "D.conv1.weight.next",
    );
    assertEquals(generator.feeds.noise, [2, 100]);
    assertEquals(generator.feeds.ema_decay, []);
    assert("G_ema.deconv4.bias" in generator.updates);
    assertEquals(sampler.state["G_ema.linear.weight"], [48, 100]);
    assertEquals(sampler.updates, {});
    for (const { file } of [discriminator, generator, sampler]) {
      const { size } = await Deno.stat(`${out}/${file}`);
      assert(size > 1000, `${file} has only ${size} bytes`);
    }
  });
});

Deno.test("artifacts() writes the step with gradient penalties when there are any", async () => {
  await withOut(async (out) => {
    const objective = ["--loss", "relativistic", "--lecam", "0.1", "--r1", "1"];
    await artifacts([...SMALL, ...objective, "--out", out]);
    const programs: { file: string; updates: object; feeds: object }[] = JSON
      .parse(await Deno.readTextFile(`${out}/artifacts.json`));
    assertEquals(programs.map(({ file }) => file), [
      "discriminator_step.onnx",
      "penalized_discriminator_step.onnx",
      "generator_step.onnx",
      "sampler.onnx",
    ]);
    const [plain, penalized, generator] = programs;
    assertEquals(plain?.updates, penalized?.updates);
    assert("D.lecam.real" in (plain?.updates ?? {}));
    assert("real" in (generator?.feeds ?? {}));
  });
});

Deno.test("artifacts() refuses a size that cannot be halved four times", async () => {
  const error = await assertRejects(
    () => artifacts(["--size", "60"]),
    UserError,
    "--size is 60",
  );
  assertEquals(error.exitCode, 2);
});

Deno.test("artifacts() names an --out that is a file", async () => {
  await assertRejects(
    () => artifacts([...SMALL, "--out", "deno.json"]),
    UserError,
    "cannot write deno.json: File exists",
  );
});
