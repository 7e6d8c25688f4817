import { assertEquals } from "@std/assert";
import { negotiate } from "../../../serve/http/negotiate.ts";

const OFFERED = ["image/png", "image/webp", "image/jpeg"];

Deno.test("negotiate() gives the first when the client does not care", () => {
  for (const accept of [null, "*/*", "image/*", "IMAGE/*", "text/html, */*"]) {
    assertEquals(negotiate(accept, OFFERED), "image/png");
  }
});

Deno.test("negotiate() gives what the client likes best", () => {
  for (
    const [accept, type] of [
      ["image/webp", "image/webp"],
      ["image/jpeg;q=0.9, image/png;q=0.2", "image/jpeg"],
      ["image/png;q=0.5,image/*;q=0.6", "image/webp"],
      ["image/png;q=0,*/*;q=0.1", "image/webp"],
      ["image/avif,image/webp,image/apng,image/*,*/*;q=0.8", "image/png"],
      ["text/html,application/xml;q=0.9,image/webp,*/*;q=0.8", "image/webp"],
      [" image/jpeg ; q=1.000 ", "image/jpeg"],
      ["*/*;q=0.5;x=1, image/webp;level=1;Q=0.6", "image/webp"],
    ] as const
  ) {
    assertEquals(negotiate(accept, OFFERED), type, accept);
  }
});

Deno.test("negotiate() gives nothing when the client takes nothing", () => {
  for (
    const accept of ["image/gif", "image/*;q=0", "text/html", "", "png", "*"]
  ) {
    assertEquals(negotiate(accept, OFFERED), undefined, accept);
  }
});

Deno.test("negotiate() lets the more precise range decide", () => {
  assertEquals(
    negotiate("*/*, image/*;q=0.5, image/png;q=0.1", OFFERED),
    "image/webp",
  );
  assertEquals(
    negotiate("image/png;q=0.1, image/*;q=0.05, */*", OFFERED),
    "image/png",
  );
});
