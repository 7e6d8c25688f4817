import { assert, assertEquals } from "@std/assert";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Refusal, type RefusalReason } from "../../../serve/studio/refusal.ts";
import { openApiDocument } from "../../../serve/openapi/document.ts";
import { ROUTES } from "../../../serve/routes/routes.ts";
import { FakePainter } from "../fake_painter.ts";
import {
  DIGEST,
  FORMER_DIGEST,
  OTHER_DIGEST,
  testService,
} from "../test_service.ts";
import { Contract, type OpenApi } from "./contract.ts";

async function served(): Promise<OpenApi> {
  const { get } = testService();
  return await (await get("/openapi.json")).json();
}

/** A request that leads to a status. */
interface Case {
  path: string;
  init?: RequestInit;
  /** What keeps the studio from painting. */
  refused?: RefusalReason;
}

const LATENT: RequestInit = {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ latent: Array(100).fill(0) }),
};

function accept(type: string, init: RequestInit = {}): RequestInit {
  const headers = { ...init.headers as Record<string, string>, Accept: type };
  return { ...init, headers };
}

/** One case for each status of an operation that needs the studio. */
function studioCases(path: string, init: RequestInit = {}): Case[] {
  return ([undefined, "full", "failed", "late", "slow"] as const).map(
    (refused) => ({ path, init, ...refused !== undefined && { refused } }),
  );
}

const KEPT = { headers: { "If-None-Match": "*" } };

function pictureCases(kind: string, file: string, extension: string): Case[] {
  const unknown = `/0000000000000000/${kind}/${file}${extension}`;
  const paths = [`/${DIGEST}/${kind}/${file}`, `/${kind}/${file}`];
  const cases = paths.flatMap((path): Case[] => [
    ...studioCases(path + extension),
    { path: path + extension, init: KEPT },
    { path: `${path}${extension}?scale=3` },
    ...extension === ""
      ? [{ path, init: accept("text/html") }, { path: `${path}.bmp` }]
      : [],
  ]);
  const former = unknown.replace("0000000000000000", FORMER_DIGEST);
  return [...cases, { path: unknown }, { path: former }];
}

/** What it takes to see every status of every operation. */
const CASES: readonly Case[] = [
  ...["/", "/?from=x", "/?model=none", `/?model=${FORMER_DIGEST}`].map((
    path,
  ) => ({ path })),
  ...["/", "/assets/77/page.css", "/models", "/openapi.json"].map((path) => ({
    path,
    init: KEPT,
  })),
  ...["/assets/77/page.css", "/assets/78/page.css"].map((path) => ({ path })),
  { path: "/healthz" },
  { path: "/readyz" },
  { path: "/readyz", refused: "closing" },
  { path: "/models" },
  { path: "/random" },
  ...[DIGEST, OTHER_DIGEST, FORMER_DIGEST].map((digest) => ({
    path: `/${digest}/generator.onnx`,
  })),
  { path: `/${DIGEST}/generator.onnx`, init: KEPT },
  { path: "/openapi.json" },
  ...pictureCases("image", "7", ".jpg"),
  ...pictureCases("image", "7", ""),
  ...pictureCases("grid", "7", ".png"),
  ...pictureCases("grid", "7", ""),
  ...pictureCases("walk", "7-9", ".gif"),
  ...pictureCases("walk", "7-9", ""),
  ...[`/${DIGEST}/image`, "/image"].flatMap((path) => [
    ...studioCases(path, LATENT),
    { path, init: { ...LATENT, body: "{}" } },
    { path, init: accept("text/html", LATENT) },
    { path, init: { ...LATENT, body: " ".repeat(9000) } },
    { path, init: { method: "POST", body: "{}" } },
  ]),
  { path: "/0000000000000000/image", init: LATENT },
  { path: `/${FORMER_DIGEST}/image`, init: LATENT },
];

Deno.test("the OpenAPI document is one, by the specification's own schema", async () => {
  const { valid, errors } = await new Validator().validate(
    JSON.parse(JSON.stringify(await served())),
  );
  assert(valid, JSON.stringify(errors));
});

Deno.test("the OpenAPI document names every operation once", async () => {
  const { paths } = await served();
  const ids = Object.values(paths).flatMap((item) =>
    ["get", "post"].flatMap((method) => {
      const operation = item[method] as { operationId: string } | undefined;
      return operation?.operationId ?? [];
    })
  );
  assertEquals(ids.length, new Set(ids).size);
  const operations = ROUTES.flatMap((route) => Object.values(route.operations));
  assertEquals(ids.sort(), operations.map(({ id }) => id).sort());
  assertEquals(Object.keys(paths), ROUTES.map(({ path }) => path));
});

Deno.test("the service answers as the OpenAPI document says, with every status it names", async () => {
  const contract = new Contract(await served());
  const seen = new Set<string>();
  for (const { path, init, refused } of CASES) {
    const painter = new FakePainter();
    const { get, studio } = testService(painter);
    if (refused !== undefined) {
      studio.refusal = new Refusal(refused);
      studio.isReady = false;
    }
    const response = await get(path, init);
    const method = init?.method ?? "GET";
    const { pathname } = new URL(path, "http://localhost");
    const [operation] = contract.operationsOf(method, pathname);
    assert(operation !== undefined, path);
    seen.add(`${operation.operationId} ${response.status}`);
    await contract.check(method, pathname, response);
  }
  const documented = Object.values(contract.document.paths).flatMap((item) =>
    ["get", "post"].flatMap((method) => {
      const operation = item[method] as
        | { operationId: string; responses: Record<string, unknown> }
        | undefined;
      return Object.keys(operation?.responses ?? {}).map((status) =>
        `${operation?.operationId} ${status}`
      );
    })
  );
  assertEquals([...seen].sort(), documented.sort());
});

Deno.test("openApiDocument() describes options with their ranges and defaults", () => {
  const { paths } = openApiDocument(ROUTES, DIGEST);
  const grid = paths["/{digest}/grid/{seed}.{extension}"] as {
    parameters: { name: string; schema: unknown }[];
    get: { parameters: { name: string; schema: unknown }[] };
  };
  const schemas = Object.fromEntries(
    [...grid.parameters, ...grid.get.parameters].map((
      { name, schema },
    ) => [name, schema]),
  );
  assertEquals(schemas, {
    digest: { $ref: "#/components/schemas/Digest" },
    seed: { type: "string", minLength: 1, maxLength: 200 },
    extension: { type: "string", enum: ["png"] },
    rows: { type: "integer", minimum: 1, maximum: 10, default: 5 },
    cols: { type: "integer", minimum: 1, maximum: 10, default: 5 },
    label: { type: "string" },
    gap: { type: "integer", minimum: 0, maximum: 64, default: 2 },
    scale: { type: "string", enum: ["1", "2", "4", "8"], default: "1" },
    resize: {
      type: "string",
      enum: ["nearest", "smooth"],
      default: "nearest",
    },
    truncation: {
      type: "number",
      exclusiveMinimum: 0,
      maximum: 1,
      default: 1,
    },
    variety: { type: "number", minimum: 0, maximum: 1, default: 1 },
    around: { type: "integer", minimum: 0, maximum: 4294967295, default: 0 },
    edit: { type: "string", examples: ["3:1.5,5:-2"] },
  });
});
