import { assertEquals } from "@std/assert";
import { suggestion } from "../../../core/command_line/suggestion.ts";

const KNOWN = ["batch", "epochs", "lr", "d", "beta1", "beta2"];

Deno.test("suggestion() finds names that are two slips away", () => {
  assertEquals(suggestion("bacth", KNOWN), "batch");
  assertEquals(suggestion("epoch", KNOWN), "epochs");
  assertEquals(suggestion("beta", KNOWN), "beta1");
  assertEquals(suggestion("ls", KNOWN), "lr");
});

Deno.test("suggestion() finds nothing when no name is near", () => {
  for (const name of ["colour", "xy", "x", ""]) {
    assertEquals(suggestion(name, KNOWN), undefined, name);
  }
  assertEquals(suggestion("batch", []), undefined);
});
