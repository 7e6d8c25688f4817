import { assertEquals } from "@std/assert";
import { folderUrl } from "../../core/folder_url.ts";

Deno.test("folderUrl() resolves names inside the folder", () => {
  for (const path of ["/a/b c", "/a/b c/", "/a/x/../b c"]) {
    assertEquals(
      new URL("card.json", folderUrl(path)).href,
      "file:///a/b%20c/card.json",
    );
  }
});

Deno.test("folderUrl() takes a relative path from the current directory", () => {
  assertEquals(
    folderUrl("runs/1").pathname,
    encodeURI(`${Deno.cwd()}/runs/1/`),
  );
});

Deno.test("folderUrl() keeps characters that mean something in a URL", () => {
  assertEquals(folderUrl("/a#b?c%20").href, "file:///a%23b%3Fc%2520/");
});
