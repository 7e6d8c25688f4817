import { assertEquals } from "@std/assert";
import { hasCurrent } from "../../../serve/http/etag.ts";

function compare(condition: string | undefined): boolean {
  const headers = condition === undefined ? {} : { "If-None-Match": condition };
  return hasCurrent(new Request("http://localhost/", { headers }), '"a-1"');
}

Deno.test("hasCurrent() is true when one of the tags is the current one", () => {
  for (const condition of ['"a-1"', 'W/"a-1"', '"b",  "a-1" ,"c"', "*"]) {
    assertEquals(compare(condition), true, condition);
  }
});

Deno.test("hasCurrent() is false when none of the tags is the current one", () => {
  for (const condition of [undefined, "", '"a"', '"a-11"', "a-1", "W/*"]) {
    assertEquals(compare(condition), false, condition);
  }
});

Deno.test("hasCurrent() knows a tag with commas", () => {
  const has = (condition: string) =>
    hasCurrent(
      new Request("http://localhost/", {
        headers: { "If-None-Match": condition },
      }),
      '"7?edit=1:1,2:1"',
    );
  assertEquals(has('"7", W/"7?edit=1:1,2:1"'), true);
  assertEquals(has('"7?edit=1:1", "2:1"'), false);
});
