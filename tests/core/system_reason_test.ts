import { assertEquals } from "@std/assert";
import { systemReason } from "../../core/system_reason.ts";

Deno.test("systemReason() drops number and call when the system gives them", async () => {
  const reason = await Deno.readFile(".").catch(systemReason);
  assertEquals(reason, "Is a directory");
  assertEquals(systemReason(new Error("not JSON: {")), "not JSON: {");
});
