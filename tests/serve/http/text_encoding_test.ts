import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { DIGEST, testService } from "../test_service.ts";

const DECODERS = { br: brotliDecompressSync, gzip: gunzipSync } as const;

const { get } = testService();

function ask(path: string, encoding?: string, more: RequestInit = {}) {
  const headers = new Headers(more.headers);
  if (encoding !== undefined) headers.set("Accept-Encoding", encoding);
  return get(path, { ...more, headers });
}

Deno.test("texts are compressed as the client takes it, each with its own strong entity tag", async () => {
  for (const path of ["/", "/models", "/openapi.json"]) {
    const plain = await ask(path);
    assertEquals(plain.headers.get("Content-Encoding"), null);
    assertEquals(plain.headers.get("Vary"), "Accept-Encoding");
    const text = await plain.bytes();
    const tags = [plain.headers.get("ETag")];
    for (const encoding of ["br", "gzip"] as const) {
      // The second time, from what was kept.
      for (let time = 0; time < 2; time++) {
        const response = await ask(path, encoding);
        const { headers } = response;
        assertEquals(headers.get("Content-Encoding"), encoding);
        assertEquals(headers.get("Vary"), "Accept-Encoding");
        assertEquals(
          headers.get("Content-Type"),
          plain.headers.get("Content-Type"),
        );
        const body = await response.bytes();
        assertEquals(headers.get("Content-Length"), `${body.length}`);
        assert(body.length < text.length);
        assertEquals(new Uint8Array(DECODERS[encoding](body)), text);
        if (time === 0) tags.push(headers.get("ETag"));
        assertEquals(headers.get("ETag"), tags.at(-1));

        const head = await ask(path, encoding, { method: "HEAD" });
        assertEquals(head.body, null);
        for (const name of ["Content-Length", "Content-Encoding", "ETag"]) {
          assertEquals(head.headers.get(name), headers.get(name));
        }
      }
    }
    for (const tag of tags) assert(/^"[^"]+"$/.test(`${tag}`), `${tag}`);
    assertEquals(new Set(tags).size, 3);
  }
});

Deno.test("a text that the client has is answered 304", async () => {
  const first = await ask("/openapi.json", "br");
  await first.body?.cancel();
  const tag = first.headers.get("ETag") ?? "";
  for (const condition of [tag, `W/${tag}`, `"x", ${tag}`, "*"]) {
    const response = await ask("/openapi.json", "br", {
      headers: { "If-None-Match": condition },
    });
    assertEquals(response.status, 304, condition);
    assertEquals(response.body, null);
    const { headers } = response;
    for (const name of ["ETag", "Vary", "Cache-Control"]) {
      assertEquals(headers.get(name), first.headers.get(name), name);
    }
    assertEquals(headers.get("Content-Length"), null);
    assertEquals(headers.get("Content-Encoding"), null);
  }
  // The bytes of another encoding are others.
  const other = await ask("/openapi.json", "gzip", {
    headers: { "If-None-Match": tag },
  });
  assertEquals(other.status, 200);
  await other.body?.cancel();
});

Deno.test("a text that changes has another entity tag", async () => {
  const tagOf = async (path: string) => (await ask(path)).headers.get("ETag");
  assertEquals(await tagOf("/?from=7"), await tagOf("/?from=7"));
  assertNotEquals(await tagOf("/?from=7"), await tagOf("/?from=8"));
});

Deno.test("pictures and what no cache keeps are left as they are", async () => {
  const picture = await ask(`/${DIGEST}/image/7.png`, "br");
  assertEquals(picture.headers.get("Content-Encoding"), null);
  assertEquals(picture.headers.get("Vary"), null);
  assertEquals(picture.headers.get("ETag"), `"/${DIGEST}/image/7.png"`);
  await picture.body?.cancel();
  for (const path of ["/healthz", "/nothing"]) {
    const response = await ask(path, "br", {
      headers: { "If-None-Match": "*" },
    });
    assert([200, 404].includes(response.status));
    assertEquals(response.headers.get("ETag"), null);
    assertEquals(response.headers.get("Content-Encoding"), null);
    await response.body?.cancel();
  }
});
