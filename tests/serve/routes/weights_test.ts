import { assertEquals } from "@std/assert";
import {
  DIGEST,
  FORMER_DIGEST,
  headersOf,
  OTHER_DIGEST,
  problemOf,
  testService,
} from "../test_service.ts";

const PATH = `/${DIGEST}/generator.onnx`;

Deno.test("WEIGHTS gives the model away, for ever", async () => {
  const { get, painter } = testService();
  const response = await get(PATH);
  assertEquals(response.status, 200);
  assertEquals(await response.text(), "weights");
  const headers = headersOf(response);
  assertEquals(headers["content-type"], "application/octet-stream");
  assertEquals(headers["content-length"], `${painter.card.model.bytes}`);
  assertEquals(headers["etag"], `"${DIGEST}"`);
  assertEquals(
    headers["cache-control"],
    "public, max-age=31536000, immutable",
  );
  const head = await get(PATH, { method: "HEAD" });
  assertEquals(headersOf(head), headers);
  assertEquals(head.body, null);
  const again = await get(PATH, { headers: { "If-None-Match": "*" } });
  assertEquals(again.status, 304);
});

Deno.test("WEIGHTS are not given away where they are kept", async () => {
  const { get } = testService();
  const response = await get(`/${OTHER_DIGEST}/generator.onnx`);
  assertEquals(response.status, 404);
  assertEquals(
    (await problemOf(response))["detail"],
    "The weights are not given away here.",
  );
});

Deno.test("WEIGHTS of a former digest are where the present one leads", async () => {
  const { get } = testService();
  const response = await get(`/${FORMER_DIGEST}/generator.onnx`);
  assertEquals(response.status, 308);
  assertEquals(
    response.headers.get("Location"),
    `../${DIGEST}/generator.onnx`,
  );
});
