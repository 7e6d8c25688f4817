import { assertEquals, assertRejects } from "@std/assert";
import { parseLatent } from "../../../core/noise/latent_json.ts";
import { MAX_BODY, readLatent } from "../../../serve/http/latent_body.ts";
import { Problem } from "../../../serve/http/problem.ts";

/** A request whose body comes in these pieces, and breaks off after them. */
function request(pieces: readonly string[], breaks = false): Request {
  const encoder = new TextEncoder();
  const left = [...pieces];
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const piece = left.shift();
      if (piece !== undefined) controller.enqueue(encoder.encode(piece));
      else if (breaks) controller.error(new Error("connection lost"));
      else controller.close();
    },
  });
  const headers = { "Content-Type": "application/json" };
  return new Request("http://x/", { method: "POST", body, headers });
}

const JSON_TEXT = JSON.stringify({ latent: Array(100).fill(0.5) });

Deno.test("readLatent() reads a body in pieces", async () => {
  const latent = await readLatent(
    request([JSON_TEXT.slice(0, 7), JSON_TEXT.slice(7)]),
  );
  assertEquals(latent, new Float32Array(100).fill(0.5));
  assertEquals(parseLatent(JSON_TEXT), latent);
});

Deno.test("readLatent() takes a body that breaks off for the client's fault", async () => {
  for (const pieces of [[], [JSON_TEXT.slice(0, 50)], [JSON_TEXT]]) {
    const problem = await assertRejects(
      () => readLatent(request(pieces, true)),
      Problem,
      "cannot be read",
    );
    assertEquals(problem.status, 400);
  }
});

Deno.test("readLatent() stops to read a body that is too large", async () => {
  const problem = await assertRejects(
    () => readLatent(request(Array(9).fill("x".repeat(1000)), true)),
    Problem,
    `at most ${MAX_BODY} bytes`,
  );
  assertEquals(problem.status, 413);
});
