/**
 * The OpenAPI document of the service, made from its routes.
 *
 * @module
 */

import type { QueryOption } from "../http/query.ts";
import config from "../../deno.json" with { type: "json" };
import { latents } from "../../core/noise/latent.ts";
import { jsonSchema } from "../../core/option_description.ts";
import { PATH_SEED_RULE } from "../http/path_seed.ts";
import type { Operation, Route } from "../http/route.ts";
import { responsesOf, SHARED_RESPONSES } from "./responses.ts";
import { type Json, SCHEMAS } from "./schemas.ts";

const SEED: Json = {
  description: `A seed: ${PATH_SEED_RULE}.`,
  schema: { type: "string", minLength: 1, maxLength: 200 },
  examples: { number: { value: "7" }, text: { value: "Ada" } },
};

/** A latent to send, rounded so that it is easy to read. */
const LATENT = {
  latent: Array.from(latents([7]), (z) => Math.round(z * 100) / 100),
};

/** What the parameters of paths are, by their names. */
const PATH_PARAMETERS: Readonly<Record<string, Json>> = {
  digest: {
    description: "The generator.",
    schema: { $ref: "#/components/schemas/Digest" },
  },
  seed: SEED,
  from: {
    ...SEED,
    description: `Where the way starts. ${
      SEED["description"]
    } A hyphen in it is written %2D.`,
  },
  to: {
    ...SEED,
    examples: { number: { value: "9" }, text: { value: "Grace" } },
    description: `Where the way ends. ${
      SEED["description"]
    } A hyphen in it is written %2D.`,
  },
  extension: { description: "The format.", schema: { type: "string" } },
  checksum: {
    description: "Checksum of the page's files.",
    schema: { type: "string" },
  },
  file: {
    description: "Path of a file of the page, with its slashes.",
    schema: { type: "string" },
  },
};

function pathParameters({ path, choices = {} }: Route, digest: string): Json[] {
  return Array.from(path.matchAll(/\{(\w+)\}/g), ([, name = ""]) => ({
    name,
    in: "path",
    required: true,
    ...PATH_PARAMETERS[name],
    ...name === "digest" && { example: digest },
    ...choices[name] !== undefined && {
      schema: { type: "string", enum: choices[name] },
      example: choices[name][0],
    },
  }));
}

/** An example of an option; names of classes differ from generator to generator. */
function exampleOf(option: QueryOption): Json {
  const { default: byDefault, type } = option;
  if (byDefault !== undefined) return { example: byDefault };
  // A flag without a default is one whose default depends on the format.
  return type === "flag" ? { example: true } : {};
}

function describe(operation: Operation): Json {
  const { id, summary, options = {}, takesLatent } = operation;
  const parameters = Object.entries(options).map(([name, option]) => ({
    name,
    in: "query",
    description: option.help,
    schema: jsonSchema(option),
    ...exampleOf(option),
  }));
  return {
    operationId: id,
    summary,
    ...parameters.length > 0 && { parameters },
    ...takesLatent && {
      requestBody: {
        required: true,
        content: {
          "application/json": {
            schema: { $ref: "#/components/schemas/Latent" },
            example: LATENT,
          },
        },
      },
    },
    responses: responsesOf(operation),
  };
}

/**
 * Describes routes as an OpenAPI 3.1 document.
 *
 * @param routes All routes of the service.
 * @param digest A generator of the service, for examples.
 */
export function openApiDocument(
  routes: readonly Route[],
  digest: string,
): Json & { readonly paths: Json } {
  return {
    openapi: "3.1.0",
    info: {
      title: "edge-dcgan",
      version: config.version,
      description:
        "Pictures by generators, painted on demand. An address with a generator is always the same bytes. HEAD is answered wherever GET is.",
      license: { name: "MIT", identifier: "MIT" },
    },
    // Where the document itself lies, also under a prefix.
    servers: [{ url: "." }],
    paths: Object.fromEntries(
      routes.map((route) => {
        const parameters = pathParameters(route, digest);
        const operations = Object.entries(route.operations).map((
          [method, operation],
        ) => [method.toLowerCase(), describe(operation)]);
        return [route.path, {
          ...parameters.length > 0 && { parameters },
          ...Object.fromEntries(operations),
        }];
      }),
    ),
    components: { schemas: SCHEMAS, responses: SHARED_RESPONSES },
  };
}
