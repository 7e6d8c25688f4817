import { assertEquals } from "@std/assert";
import { reply } from "../../../serve/http/reply.ts";

Deno.test("reply() counts the bytes of a text, not its characters", async () => {
  const response = reply("é", { "Content-Type": "text/plain" }, 201);
  assertEquals(response.status, 201);
  assertEquals(response.headers.get("Content-Length"), "2");
  assertEquals(await response.text(), "é");
});
