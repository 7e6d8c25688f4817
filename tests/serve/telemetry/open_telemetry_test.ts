import { assert, assertEquals } from "@std/assert";
import {
  metrics,
  type Span,
  trace,
  type Tracer,
  type TracerProvider,
} from "@opentelemetry/api";
import { deferred } from "../../../serve/telemetry/deferred.ts";
import { openTelemetry } from "../../../serve/telemetry/open_telemetry.ts";
import { SILENT, type Telemetry } from "../../../serve/telemetry/telemetry.ts";

interface FinishedSpan {
  name: string;
  milliseconds: number;
}

/** Collects spans, as whoever runs the service might. */
function collectSpans(): FinishedSpan[] {
  const spans: FinishedSpan[] = [];
  const tracer = {
    startSpan: (name: string, { startTime }: { startTime: number }) => ({
      end: (time: number) =>
        spans.push({ name, milliseconds: Math.round(time - startTime) }),
    } as unknown as Span),
  } as unknown as Tracer;
  const provider: TracerProvider = { getTracer: () => tracer };
  assert(trace.setGlobalTracerProvider(provider));
  return spans;
}

/** Collects what instruments record, by their names. */
function collectMetrics(): Record<string, unknown[][]> {
  const records: Record<string, unknown[][]> = {};
  const instrument = (name: string) => {
    const record = (...what: unknown[]) => (records[name] ??= []).push(what);
    return {
      record,
      add: record,
      addCallback: (callback: (result: unknown) => void) =>
        callback({ observe: record }),
    };
  };
  const meter = {
    createHistogram: instrument,
    createCounter: instrument,
    createObservableGauge: instrument,
  };
  assert(
    metrics.setGlobalMeterProvider(
      { getMeter: () => meter } as unknown as Parameters<
        typeof metrics.setGlobalMeterProvider
      >[0],
    ),
  );
  return records;
}

Deno.test("openTelemetry() tells how long each stage took", () => {
  const spans = collectSpans();
  const records = collectMetrics();
  try {
    const telemetry = openTelemetry({ waiting: 3, runners: 2 });
    telemetry.rendered(
      { queueMs: 5, inferMs: 20, encodeMs: 10 },
      { digest: "d", format: "png" },
    );
    telemetry.lookedUp(true);
    telemetry.answered({
      route: "/random",
      method: "GET",
      status: 302,
      milliseconds: 500,
    });
    assertEquals(spans, [
      { name: "queue", milliseconds: 5 },
      { name: "infer", milliseconds: 20 },
      { name: "encode", milliseconds: 10 },
    ]);
    const picture = { digest: "d", format: "png" };
    assertEquals(records, {
      "edge_dcgan.queue.weight": [[3]],
      "edge_dcgan.runners": [[2]],
      "edge_dcgan.stage.duration": [
        [0.005, { ...picture, stage: "queue" }],
        [0.02, { ...picture, stage: "infer" }],
        [0.01, { ...picture, stage: "encode" }],
      ],
      "edge_dcgan.cache.lookups": [[1, { found: true }]],
      "edge_dcgan.answer.duration": [[0.5, {
        "http.route": "/random",
        "http.request.method": "GET",
        "http.response.status_code": 302,
      }]],
    });
  } finally {
    trace.disable();
    metrics.disable();
  }
});

Deno.test("openTelemetry() does nothing where nobody collects", () => {
  const telemetry = openTelemetry({ waiting: 0, runners: 0 });
  telemetry.rendered(
    { queueMs: 1, inferMs: 1, encodeMs: 1 },
    { digest: "d", format: "png" },
  );
  telemetry.answered({
    route: undefined,
    method: "GET",
    status: 404,
    milliseconds: 1,
  });
});

Deno.test("deferred() tells nothing until it is loaded", async () => {
  const told: string[] = [];
  const loaded = Promise.withResolvers<Telemetry>();
  const telemetry = deferred(loaded.promise);
  telemetry.lookedUp(true);
  loaded.resolve({
    ...SILENT,
    lookedUp: () => told.push("lookedUp"),
    rendered: () => told.push("rendered"),
    answered: () => told.push("answered"),
  });
  await loaded.promise;
  telemetry.lookedUp(true);
  telemetry.rendered(
    { queueMs: 1, inferMs: 1, encodeMs: 1 },
    { digest: "d", format: "png" },
  );
  telemetry.answered({
    route: undefined,
    method: "GET",
    status: 404,
    milliseconds: 1,
  });
  assertEquals(told, ["lookedUp", "rendered", "answered"]);
});

Deno.test("deferred() stays silent when nothing could be loaded", async () => {
  const telemetry = deferred(Promise.reject(new Error("no package")));
  await Promise.resolve();
  telemetry.lookedUp(true);
});
