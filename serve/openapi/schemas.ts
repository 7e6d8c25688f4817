/**
 * JSON Schemas of the OpenAPI document.
 *
 * @module
 */

import { PRECISIONS } from "../../core/generator/generator_card.ts";
import { LATENT_SIZE } from "../../core/noise/latent.ts";
import { MAX_LATENT } from "../http/latent_body.ts";
import type { QueryOption } from "../http/query.ts";

/** A JSON Schema, or another part of the document. */
export type Json = Readonly<Record<string, unknown>>;

/**
 * The schema of an option's value.
 *
 * @param option The option.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { optionSchema } from "edge-dcgan/serve/openapi/schemas.ts";
 *
 * assertEquals(
 *   optionSchema({ type: "integer", min: 1, max: 9, default: 5, help: "" }),
 *   { type: "integer", minimum: 1, maximum: 9, default: 5 },
 * );
 * ```
 */
export function optionSchema(option: QueryOption): Json {
  const byDefault = option.default === undefined
    ? {}
    : { default: option.default };
  switch (option.type) {
    case "integer":
    case "number":
      return {
        type: option.type,
        [option.minExcluded ? "exclusiveMinimum" : "minimum"]: option.min,
        [option.maxExcluded ? "exclusiveMaximum" : "maximum"]: option.max,
        ...byDefault,
      };
    case "choice":
      return { type: "string", enum: option.choices, ...byDefault };
    case "flag":
      return { type: "boolean", ...byDefault };
    default:
      return { type: "string", ...byDefault };
  }
}

const TEXT = { type: "string" };
const COUNT = { type: "integer", minimum: 0 };

/** Schemas that others refer to. */
export const SCHEMAS: Json = {
  Latent: {
    type: "object",
    description:
      "What the generator turns into a picture; seeds give standard normal numbers.",
    required: ["latent"],
    additionalProperties: false,
    properties: {
      latent: {
        type: "array",
        minItems: LATENT_SIZE,
        maxItems: LATENT_SIZE,
        items: { type: "number", minimum: -MAX_LATENT, maximum: MAX_LATENT },
      },
    },
  },
  Models: {
    type: "object",
    required: ["current", "models"],
    properties: {
      current: { $ref: "#/components/schemas/Digest" },
      models: {
        type: "array",
        minItems: 1,
        items: {
          type: "object",
          required: ["digest", "card"],
          properties: {
            digest: { $ref: "#/components/schemas/Digest" },
            card: { $ref: "#/components/schemas/Card" },
          },
        },
      },
    },
  },
  Digest: {
    type: "string",
    pattern: "^[0-9a-f]{16}$",
    description: "The beginning of the SHA-256 of a generator's model.",
  },
  Card: {
    type: "object",
    description: "What a generator is, and whom to credit for its pictures.",
    required: ["format", "name", "model", "architecture", "trainingData"],
    properties: {
      format: { const: 1 },
      name: TEXT,
      model: {
        type: "object",
        required: ["sha256", "bytes", "parameters"],
        properties: {
          sha256: TEXT,
          bytes: COUNT,
          parameters: COUNT,
          precision: { enum: [...PRECISIONS] },
        },
      },
      architecture: {
        type: "object",
        required: ["height", "width", "latentSize"],
        properties: { height: COUNT, width: COUNT, latentSize: COUNT },
      },
      trainingData: {
        type: "object",
        required: ["source"],
        properties: {
          source: TEXT,
          pictures: COUNT,
          credit: TEXT,
          licence: TEXT,
        },
      },
    },
  },
  Status: {
    type: "object",
    required: ["status"],
    properties: { status: { enum: ["ok", "ready"] } },
  },
  Problem: {
    type: "object",
    description: "What went wrong (RFC 9457).",
    required: ["type", "title", "status", "detail", "requestId"],
    examples: [{
      type: "about:blank",
      title: "Bad Request",
      status: 400,
      detail: 'scale is "3": it must be 1, 2, 4 or 8.',
      option: "scale",
      allowed: "1, 2, 4 or 8",
      requestId: "60461ef3-8fcf-4c76-b4ac-6c72bc73512a",
    }],
    properties: {
      type: { const: "about:blank" },
      title: TEXT,
      status: { type: "integer", minimum: 400, maximum: 599 },
      detail: { type: "string", description: "A sentence for people." },
      option: { type: "string", description: "The option that is wrong." },
      allowed: { type: "string", description: "What that option may be." },
      requestId: {
        type: "string",
        format: "uuid",
        description: "Names the request in the logs of the service.",
      },
    },
  },
};
