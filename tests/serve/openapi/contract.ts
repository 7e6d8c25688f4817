/**
 * The OpenAPI document of the service as a contract for its answers. It reads
 * only the document: how the service finds its routes does not matter here.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { Ajv2020, type ValidateFunction } from "ajv/2020";

interface Described {
  $ref?: string;
  schema?: { $ref?: string; enum?: string[]; pattern?: string };
  headers?: Record<string, unknown>;
  content?: Record<string, { schema: object }>;
}

interface Parameter extends Described {
  name: string;
}

/** An operation in the document. */
export interface DocumentedOperation {
  operationId: string;
  parameters?: Parameter[];
  responses: Record<string, Described>;
}

interface DocumentedPath extends Record<string, unknown> {
  parameters?: Parameter[];
}

/** The document, as far as it is looked at. */
export interface OpenApi {
  paths: Record<string, DocumentedPath>;
  components: Record<string, Record<string, Described>>;
}

const BASE = "http://localhost/openapi.json";

/** What the document promises. */
export class Contract {
  readonly document: OpenApi;
  readonly #validators = new Map<string, ValidateFunction>();
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: false });

  constructor(document: OpenApi) {
    this.document = document;
    this.#ajv.addSchema(document, BASE);
  }

  /** Paths of the document that an address may be meant by. */
  #pathsOf(pathname: string): string[] {
    return Object.entries(this.document.paths).filter(([path, item]) => {
      const source = path.replaceAll(/[.]/g, "\\.").replaceAll(
        /\{(\w+)\}/g,
        (_, name: string) => {
          const { schema } = this.#resolve(
            item.parameters?.find((parameter) => parameter.name === name) ??
              {},
          );
          const { enum: choices, pattern } = this.#schemaOf(schema);
          if (choices !== undefined) return `(${choices.join("|")})`;
          if (pattern !== undefined) return pattern.replaceAll(/[\^$]/g, "");
          return name === "file" ? ".+" : "[^/]*";
        },
      );
      return new RegExp(`^${source}$`).test(pathname);
    }).map(([path]) => path);
  }

  #resolve<Part extends Described>(part: Part): Described {
    if (part.$ref === undefined) return part;
    const [, , section = "", name = ""] = part.$ref.split("/");
    const found = this.document.components[section]?.[name];
    assert(found !== undefined, `${part.$ref} leads nowhere`);
    return found;
  }

  #schemaOf(schema: Described["schema"] = {}) {
    return schema.$ref === undefined
      ? schema
      : this.#resolve(schema) as NonNullable<Described["schema"]>;
  }

  /** Operations of the document that a request may be meant by. */
  operationsOf(method: string, pathname: string): DocumentedOperation[] {
    const name = method === "HEAD" ? "get" : method.toLowerCase();
    return this.#pathsOf(pathname).flatMap((path) => {
      const operation = this.document.paths[path]?.[name];
      return operation === undefined ? [] : [operation as DocumentedOperation];
    });
  }

  /** Checks an answer against what the document promises. */
  async check(
    method: string,
    pathname: string,
    response: Response,
  ): Promise<void> {
    const { status } = response;
    const where = `${method} ${pathname}: ${status}`;
    const operations = this.operationsOf(method, pathname);
    if (operations.length === 0) {
      const isPath = this.#pathsOf(pathname).length > 0;
      const expected = isPath ? [405, 204] : [404];
      assert(expected.includes(status), where);
      return await this.#checkProblem(response, where);
    }
    const described = operations.flatMap(({ responses }) =>
      responses[`${status}`] ?? []
    ).map((response) => this.#resolve(response));
    assert(described.length > 0, `${where} is not documented`);
    for (const { headers = {} } of described.slice(0, 1)) {
      for (const name of Object.keys(headers)) {
        assert(response.headers.has(name), `${where} has no ${name}`);
      }
    }
    await this.#checkContent(response, described, where);
  }

  async #checkContent(
    response: Response,
    described: readonly Described[],
    where: string,
  ): Promise<void> {
    const types = described.flatMap(({ content = {} }) =>
      Object.entries(content)
    );
    const type = response.headers.get("Content-Type")?.split(";")[0] ?? "";
    if (types.length === 0) return assertEquals(type, "", where);
    const [, content] = types.find(([name]) => name === type) ?? [];
    assert(content !== undefined, `${where} is not documented as ${type}`);
    if (type.endsWith("json") && response.body !== null) {
      this.#validate(content.schema, await response.json(), where);
    }
  }

  async #checkProblem(response: Response, where: string): Promise<void> {
    const type = response.headers.get("Content-Type");
    if (response.body === null || type?.startsWith("text/html")) return;
    const schema = { $ref: "#/components/schemas/Problem" };
    this.#validate(schema, await response.json(), where);
  }

  #validate(schema: object, value: unknown, where: string): void {
    const text = JSON.stringify(schema).replaceAll('"#/', `"${BASE}#/`);
    const validate = this.#validators.get(text) ??
      this.#ajv.compile(JSON.parse(text));
    this.#validators.set(text, validate);
    assert(validate(value), `${where}: ${JSON.stringify(validate.errors)}`);
  }
}
