import type { Painter } from "../../core/generator/paint_seed.ts";
import { createHandler, type LogEntry } from "../../serve/handler.ts";
import { ByteCache } from "../../serve/http/byte_cache.ts";
import type { Model } from "../../serve/models.ts";
import { SILENT } from "../../serve/telemetry/telemetry.ts";
import { FakePainter } from "./fake_painter.ts";
import { FakeStudio } from "./fake_studio.ts";

/** The digest of {@linkcode FakePainter}. */
export const DIGEST = "0123456789abcdef";

/** The digest that {@linkcode FakePainter} had before. */
export const FORMER_DIGEST = "00112233aabbccdd";

/** The digest of another generator of the service. */
export const OTHER_DIGEST = "fedcba9876543210";

const ASSETS = {
  styleSheet: "assets/77/page.css",
  script: "assets/77/page.js",
  painter: "assets/77/painter.js",
  get: (pathname: string) =>
    Promise.resolve(
      pathname === "/assets/77/page.css"
        ? { type: "text/css; charset=utf-8", body: "body { color: red }" }
        : undefined,
    ),
};

/** The service with painters that need no time, and what it does. */
export function testService(
  painter: Painter = new FakePainter(),
  embed?: string,
) {
  const other = new FakePainter();
  other.card.name = "other";
  const models: [Model, ...Model[]] = [
    {
      digest: DIGEST,
      formerDigest: FORMER_DIGEST,
      card: painter.card,
      weights: () => Promise.resolve(new Blob(["weights"]).stream()),
    },
    { digest: OTHER_DIGEST, card: other.card },
  ];
  const studio = new FakeStudio(
    new Map<string, Painter>([[DIGEST, painter], [OTHER_DIGEST, other]]),
  );
  const cache = new ByteCache(1_000_000);
  const reported: unknown[] = [];
  const logged: LogEntry[] = [];
  const handler = createHandler({
    models,
    studio,
    cache,
    assets: ASSETS,
    ...embed !== undefined && { embed },
    telemetry: SILENT,
    report: (error) => reported.push(error),
    log: (entry) => logged.push(entry),
  });
  const get = (path: string, init?: RequestInit) =>
    handler(new Request(`http://localhost${path}`, init));
  return {
    painter,
    other,
    models,
    studio,
    cache,
    reported,
    logged,
    handler,
    get,
  };
}

/** Headers of a response, without those that differ each time. */
export function headersOf({ headers }: Response): Record<string, string> {
  const { "x-request-id": _id, "server-timing": _timing, ...rest } = Object
    .fromEntries(headers);
  return rest;
}

/** The JSON object that a problem is told with, without the request's name. */
export async function problemOf(
  response: Response,
): Promise<Record<string, unknown>> {
  const { requestId: _id, ...problem } = await response.json();
  return problem;
}
