import { assert, assertStrictEquals } from "@std/assert";
import {
  adoptRuntime,
  compiledRuntime,
} from "../../../core/generator/compiled_runtime.ts";

Deno.test("compiledRuntime() gives the module that was adopted", async () => {
  const compiled = await compiledRuntime();
  assert(compiled instanceof WebAssembly.Module);
  assertStrictEquals(await compiledRuntime(), compiled);
  // The smallest module there is.
  const other = new WebAssembly.Module(
    Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0),
  );
  adoptRuntime(other);
  assertStrictEquals(await compiledRuntime(), other);
  adoptRuntime(compiled);
});
