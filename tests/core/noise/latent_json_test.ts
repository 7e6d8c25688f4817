import { assertEquals } from "@std/assert";
import { latents } from "../../../core/noise/latent.ts";
import { parseLatent } from "../../../core/noise/latent_json.ts";

Deno.test("parseLatent() reads a hundred numbers, and nothing else", () => {
  const numbers = [...latents([7])];
  const json = JSON.stringify({ latent: numbers });
  assertEquals(parseLatent(json), latents([7]));
  assertEquals(parseLatent(`\ufeff${json}\n`), latents([7]));
  for (
    const other of [
      "",
      "{",
      "null",
      "7",
      JSON.stringify(numbers),
      JSON.stringify({ latent: numbers.slice(1) }),
      JSON.stringify({ latent: numbers.with(9, 10.5) }),
      JSON.stringify({ latent: numbers.map(String) }),
      JSON.stringify({ latent: numbers, label: "owl" }),
    ]
  ) {
    assertEquals(parseLatent(other), undefined, other.slice(0, 20));
  }
});
