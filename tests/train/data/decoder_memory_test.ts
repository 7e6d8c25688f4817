import { assertEquals } from "@std/assert";
import { DecoderMemory } from "../../../train/data/decoder_memory.ts";

const PNG = { format: "PNG", height: 2, width: 5 } as const;
const LARGE_PNG = { ...PNG, height: 3 };
const GIF = { ...PNG, format: "GIF" } as const;

Deno.test("DecoderMemory counts the largest picture of every format", () => {
  const memory = new DecoderMemory();
  assertEquals([memory.isEmpty, memory.with(PNG)], [true, 10]);
  memory.add(PNG);
  memory.add(LARGE_PNG);
  memory.add(PNG);
  assertEquals(memory.isEmpty, false);
  assertEquals(memory.with(PNG), 15);
  assertEquals(memory.with(GIF), 25);
});

Deno.test("DecoderMemory counts every picture that failed", () => {
  const memory = new DecoderMemory();
  for (let failures = 1; failures <= 3; failures++) {
    memory.add(PNG);
    memory.addFailed(PNG);
    assertEquals(memory.with(PNG), 10 + 10 * failures);
  }
});
