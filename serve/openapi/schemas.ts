/**
 * JSON Schemas of the OpenAPI document.
 *
 * @module
 */

import { PRECISIONS } from "../../core/generator/generator_card.ts";
import { LATENT_SIZE, MAX_LATENT } from "../../core/noise/latent.ts";

/** A JSON Schema, or another part of the document. */
export type Json = Readonly<Record<string, unknown>>;

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
        properties: {
          height: COUNT,
          width: COUNT,
          latentSize: COUNT,
          classes: {
            type: "array",
            description: "Names that label may have, if there are any.",
            items: {
              type: "object",
              required: ["name"],
              properties: { name: TEXT, pictures: COUNT },
            },
          },
        },
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
