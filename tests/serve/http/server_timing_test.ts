import { assertEquals } from "@std/assert";
import { serverTiming } from "../../../serve/http/server_timing.ts";

Deno.test("serverTiming() gives every stage with one digit", () => {
  assertEquals(
    serverTiming({ queue: 0.04, infer: 12 }),
    "queue;dur=0.0, infer;dur=12.0",
  );
});
