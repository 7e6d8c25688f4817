import { assertEquals } from "@std/assert";
import { createRouter } from "../../../serve/http/router.ts";

function routes(...paths: string[]) {
  return createRouter(paths.map((path) => ({ path, operations: {} })));
}

Deno.test("createRouter() gives the parameters of a path as they stand there", () => {
  const router = routes("/{digest}/image/{seed}.{extension}");
  assertEquals(router("/0123456789abcdef/image/a%2Fb.c.png")?.parameters, {
    digest: "0123456789abcdef",
    seed: "a%2Fb.c",
    extension: "png",
  });
  assertEquals(router("/0123456789abcdeg/image/7.png"), undefined);
  assertEquals(router("/0123456789abcdef/image/a/7.png"), undefined);
});

Deno.test("createRouter() splits two seeds at the first hyphen", () => {
  const router = routes("/walk/{from}-{to}");
  assertEquals(router("/walk/a-b-c")?.parameters, { from: "a", to: "b-c" });
  assertEquals(router("/walk/ab"), undefined);
});

Deno.test("createRouter() takes the first of the routes that match", () => {
  const router = routes("/x/{seed}.{extension}", "/x/{seed}", "/x/y");
  assertEquals(router("/x/y")?.route.path, "/x/{seed}");
  assertEquals(router("/x/y.png")?.route.path, "/x/{seed}.{extension}");
});

Deno.test("createRouter() takes a path for what it is", () => {
  const router = routes("/openapi.json");
  assertEquals(router("/openapi.json")?.parameters, {});
  for (const path of ["/openapi_json", "/openapi.json/", "/openapi.json\n"]) {
    assertEquals(router(path), undefined);
  }
});
