import { assertEquals } from "@std/assert";
import { Problem, problemReply } from "../../../serve/http/problem.ts";

Deno.test("problemReply() describes a problem as RFC 9457 says", async () => {
  const response = problemReply(new Problem(404, "Nothing is here."), "5f1c");
  assertEquals(response.status, 404);
  assertEquals(
    response.headers.get("Content-Type"),
    "application/problem+json",
  );
  assertEquals(response.headers.get("Cache-Control"), "no-store");
  assertEquals(await response.json(), {
    type: "about:blank",
    title: "Not Found",
    status: 404,
    detail: "Nothing is here.",
    requestId: "5f1c",
  });
});
