import { assertEquals } from "@std/assert";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from "playwright-core";
import type { Model } from "../../serve/models.ts";
import { createHandler } from "../../serve/handler.ts";
import { openService } from "../../serve/runtimes/deno.ts";
import type { OpenService } from "../../serve/service.ts";
import { VIVID_GENERATOR } from "../fixtures/vivid_generator.ts";
import { PATIENCE } from "./page_reading.ts";

/** A visit of the page, and what was wrong during it. */
export interface Visit {
  page: Page;
  context: BrowserContext;
  /** Paths with queries that the browser asked for, in order. */
  requests: string[];
  /** Whatever the browser complained of. */
  complaints: string[];
}

/** What is tried out. */
export interface PageBenchOptions {
  /** Folder with the generators. */
  folder?: URL;
  /** Whether the page may paint by itself. */
  shareWeights?: boolean;
  /** Arguments for the browser. */
  args?: string[];
}

/** The page in a real browser, with the real service behind it. */
export class PageBench {
  /** Bodies of the POST requests, in order. */
  readonly posted: string[] = [];
  /** Answers instead of the service while it returns something. */
  intercept: (request: Request) => Response | undefined = () => undefined;
  /** The generators; the first is shown where none is chosen. */
  readonly models: readonly [Model, ...Model[]];
  readonly #browser: Browser;
  readonly #service: OpenService;
  readonly #errors: unknown[];
  readonly #server: Deno.HttpServer<Deno.NetAddr>;

  private constructor(
    browser: Browser,
    service: OpenService,
    errors: unknown[],
  ) {
    this.models = service.models;
    this.#browser = browser;
    this.#service = service;
    this.#errors = errors;
    const handler = createHandler({ ...service, log: () => {} });
    const options = { port: 0, hostname: "127.0.0.1", onListen: () => {} };
    this.#server = Deno.serve(options, async (request) => {
      const answer = this.intercept(request);
      if (answer !== undefined) return answer;
      if (request.method !== "POST") return await handler(request);
      const body = await request.text();
      this.posted.push(body);
      const { url, method, headers } = request;
      return await handler(new Request(url, { method, headers, body }));
    });
    Deno.test.afterAll(() => this.#end());
  }

  /**
   * Starts the service and a browser until the last test of the file. It fails
   * where there is no Chromium.
   */
  static async start(
    { folder = VIVID_GENERATOR, shareWeights = true, args = [] }:
      PageBenchOptions = {},
  ): Promise<PageBench> {
    const browser = await chromium.launch({
      executablePath: "/usr/bin/chromium",
      args,
    });
    const errors: unknown[] = [];
    const report = (error: unknown) => errors.push(error);
    const service = await openService({
      folder,
      workers: 0,
      shareWeights,
      report,
    });
    await service.studio.opened;
    return new PageBench(browser, service, errors);
  }

  /**
   * Registers a test that visits the page with a fresh browser profile. It
   * fails if the browser or the service complains of anything.
   */
  test(
    name: string,
    path: string,
    fn: (visit: Visit) => Promise<void>,
    options: BrowserContextOptions = {},
  ): void {
    Deno.test({
      name: `the page ${name}`,
      // The browser and the service belong to all tests of the file.
      sanitizeOps: false,
      sanitizeResources: false,
      fn: async () => {
        const visit = await this.#visit(path, options);
        await fn(visit);
        assertEquals(visit.complaints, []);
        assertEquals(this.#errors, []);
        await visit.context.close();
      },
    });
  }

  async #visit(path: string, options: BrowserContextOptions): Promise<Visit> {
    const context = await this.#browser.newContext({
      viewport: { width: 1280, height: 800 },
      baseURL: `http://127.0.0.1:${this.#server.addr.port}`,
      ...options,
    });
    context.setDefaultTimeout(PATIENCE);
    const page = await context.newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on("request", (request) => {
      const { pathname, search } = new URL(request.url());
      requests.push(pathname + search);
    });
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("requestfailed", (request) => {
      const error = request.failure()?.errorText;
      // The page itself takes back what has scrolled away.
      if (error === "net::ERR_ABORTED") return;
      // Chromium's word for scripts that are turned off.
      if (error === "csp" && options.javaScriptEnabled === false) return;
      complaints.push(`${request.url()} ${error}`);
    });
    page.on("response", (response) => {
      if (response.status() >= 400) complaints.push(response.url());
    });
    await page.goto(path);
    return { page, context, requests, complaints };
  }

  async #end(): Promise<void> {
    await this.#browser.close();
    await this.#server.shutdown();
    await this.#service.studio.close(1000);
  }
}
