/**
 * Answers in the OpenAPI document.
 *
 * @module
 */

import type { Operation } from "../http/route.ts";
import type { Json } from "./schemas.ts";

const HEADERS: Record<string, Json> = {
  "Location": {
    description: "Where to go.",
    schema: { type: "string", format: "uri-reference" },
  },
  "ETag": {
    description: "Names the content: generator, seeds and options.",
    schema: { type: "string" },
  },
  "Retry-After": {
    description: "Seconds after which asking again may help.",
    schema: { type: "integer", minimum: 1 },
  },
};

/** What each status means, and the headers that come with it. */
const MEANINGS: Record<number, { description: string; headers?: string[] }> = {
  302: { description: "Elsewhere, each time.", headers: ["Location"] },
  304: { description: "The client has it already.", headers: ["ETag"] },
  308: {
    description: "The generator has another digest now.",
    headers: ["Location"],
  },
  400: { description: "An option, a seed or the body is wrong." },
  404: { description: "There is no such generator or file." },
  406: { description: "Accept allows none of the formats." },
  413: { description: "The body is too large." },
  415: { description: "The body is not JSON by its type." },
  429: {
    description: "Too many pictures are waiting.",
    headers: ["Retry-After"],
  },
  500: { description: "The service is at fault." },
  503: {
    description: "The service is loading, closing, or too busy.",
    headers: ["Retry-After"],
  },
  504: { description: "Painting took too long." },
};

/** Schemas of answers, by the operations that give them. */
const JSON_SCHEMAS: Readonly<Record<string, Json>> = {
  getModels: { $ref: "#/components/schemas/Models" },
  getHealth: { $ref: "#/components/schemas/Status" },
  getReadiness: { $ref: "#/components/schemas/Status" },
  getOpenApi: { type: "object", required: ["openapi", "info", "paths"] },
};

function content({ id, types = [] }: Operation): Json {
  return Object.fromEntries(
    types.map((type) => [type, { schema: JSON_SCHEMAS[id] ?? {} }]),
  );
}

function headersOf(names: readonly string[] = []): Json {
  return {
    headers: Object.fromEntries(names.map((name) => [name, HEADERS[name]])),
  };
}

/** Answers that do not depend on the operation: `Status404`. */
export const SHARED_RESPONSES: Json = Object.fromEntries(
  Object.entries(MEANINGS).map(([status, { description, headers }]) => [
    `Status${status}`,
    {
      description,
      ...headersOf(headers),
      ...Number(status) >= 400 && {
        content: {
          "application/problem+json": {
            schema: { $ref: "#/components/schemas/Problem" },
          },
          // For people, where Accept prefers it.
          "text/html": {},
        },
      },
    },
  ]),
);

/**
 * The answers of an operation, by their statuses.
 *
 * @param operation The operation.
 */
export function responsesOf(operation: Operation): Json {
  return Object.fromEntries(
    operation.statuses.map((status) => [
      `${status}`,
      status === 200
        ? {
          description: "As asked for.",
          ...headersOf(operation.statuses.includes(304) ? ["ETag"] : []),
          content: content(operation),
        }
        : { $ref: `#/components/responses/Status${status}` },
    ]),
  );
}
