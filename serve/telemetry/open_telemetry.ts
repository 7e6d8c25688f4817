/**
 * Telemetry through OpenTelemetry's API. Who collects it is not our business:
 * Deno does with `OTEL_DENO=true`, and Deno Deploy always. Where nobody does,
 * all of this does nothing.
 *
 * @module
 */

import { context, metrics, type Span, trace } from "@opentelemetry/api";
import type { Studio } from "../studio/studio.ts";
import type { Stages, Telemetry } from "./telemetry.ts";

const NAME = "edge-dcgan";

/** Children of the span of the request, one after the other until now. */
function recordSpans(
  { queueMs, inferMs, encodeMs }: Stages,
  attributes: Record<string, string>,
): void {
  const tracer = trace.getTracer(NAME);
  let time = Date.now() - queueMs - inferMs - encodeMs;
  const stages = { queue: queueMs, infer: inferMs, encode: encodeMs };
  for (const [stage, milliseconds] of Object.entries(stages)) {
    const span = tracer.startSpan(
      stage,
      { startTime: time, attributes },
      context.active(),
    );
    time += milliseconds;
    span.end(time);
  }
}

/** Says in the span of the request which route it took. */
function nameSpan(span: Span | undefined, method: string, route: string): void {
  span?.setAttribute("http.route", route);
  span?.updateName(`${method} ${route}`);
}

/**
 * Telemetry through whatever OpenTelemetry provider there is.
 *
 * @param studio Its load is observed.
 */
export function openTelemetry(
  studio: Pick<Studio, "waiting" | "runners">,
): Telemetry {
  const meter = metrics.getMeter(NAME);
  const stageDuration = meter.createHistogram("edge_dcgan.stage.duration", {
    unit: "s",
    description: "Time that pictures spend in queue, generator and encoder.",
  });
  const lookups = meter.createCounter("edge_dcgan.cache.lookups", {
    description: "Pictures that were looked for in the cache.",
  });
  const answers = meter.createHistogram("edge_dcgan.answer.duration", {
    unit: "s",
    description: "Time until a request was answered.",
  });
  meter.createObservableGauge("edge_dcgan.queue.weight", {
    description: "Work that is waiting, in pictures.",
  }).addCallback((result) => result.observe(studio.waiting));
  meter.createObservableGauge("edge_dcgan.runners", {
    description: "Workers that are ready or busy.",
  }).addCallback((result) => result.observe(studio.runners));
  return {
    rendered: (stages, { digest, format }) => {
      const attributes = { digest, format };
      recordSpans(stages, attributes);
      for (const [name, milliseconds] of Object.entries(stages)) {
        const stage = name.replace(/Ms$/, "");
        stageDuration.record(milliseconds / 1000, { ...attributes, stage });
      }
    },
    lookedUp: (found) => lookups.add(1, { found }),
    answered: ({ route, method, status, milliseconds }) => {
      if (route !== undefined) nameSpan(trace.getActiveSpan(), method, route);
      answers.record(milliseconds / 1000, {
        ...route !== undefined && { "http.route": route },
        "http.request.method": method,
        "http.response.status_code": status,
      });
    },
  };
}
