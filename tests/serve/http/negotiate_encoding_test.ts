import { assertEquals } from "@std/assert";
import { negotiateEncoding } from "../../../serve/http/negotiate_encoding.ts";

Deno.test("negotiateEncoding() takes what the client likes best", () => {
  for (
    const [header, chosen] of [
      [null, undefined],
      ["", undefined],
      ["gzip, deflate, br, zstd", "br"],
      ["gzip", "gzip"],
      ["GZIP;Q=0.5", "gzip"],
      ["br;q=0.5, gzip", "gzip"],
      ["br;q=0, gzip;q=0", undefined],
      ["br;q=0, *", "gzip"],
      ["*", "br"],
      ["*;q=0", undefined],
      ["identity", undefined],
      ["identity;q=0.5, gzip;q=1.0, br;q=0.8", "gzip"],
      ["gzip;q=0.5, identity", undefined],
      ["deflate, zstd", undefined],
      ["gzip;q=7", "gzip"],
      [";;;,=,q", undefined],
    ] as const
  ) {
    assertEquals(
      negotiateEncoding(header, ["br", "gzip"]),
      chosen,
      `${header}`,
    );
  }
});
