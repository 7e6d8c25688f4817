import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { UserError } from "../../../core/user_error.ts";
import { checkHalfPrecision } from "../../../train/engine/half_precision.ts";
import { requestAdapter } from "../../../train/engine/webgpu.ts";

for (const device of ["cpu", "wasm"] as const) {
  Deno.test(`checkHalfPrecision() throws on ${device}`, async () => {
    const error = await assertRejects(
      () => checkHalfPrecision(device),
      UserError,
    );
    assertEquals(error.exitCode, 1);
    assertStringIncludes(error.message, "--fp16 needs a GPU: ");
  });
}

Deno.test("checkHalfPrecision() follows the adapter's features", async () => {
  const adapter = await requestAdapter();
  assert(adapter !== null);
  const withFeatures = (...features: GPUFeatureName[]) => () =>
    Promise.resolve({ info: adapter.info, features: new Set(features) });
  await checkHalfPrecision("webgpu", withFeatures("shader-f16"));
  await checkHalfPrecision("dawn", withFeatures("shader-f16"));
  const error = await assertRejects(
    () => checkHalfPrecision("webgpu", withFeatures()),
    UserError,
  );
  assertStringIncludes(error.message, "lacks the feature shader-f16");
});
