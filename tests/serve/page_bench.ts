import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from "playwright-core";
import {
  type FrozenGenerator,
  loadGenerator,
} from "../../core/frozen_generator.ts";
import { VIVID_GENERATOR } from "../fixtures/vivid_generator.ts";
import { fakeService } from "./page/fake_service.ts";

/** A visit of the page, and what was wrong during it. */
export interface Visit extends AsyncDisposable {
  page: Page;
  context: BrowserContext;
  /** Paths with queries that the browser asked for, in order. */
  requests: string[];
  /** Whatever the browser complained of. */
  complaints: string[];
}

/** The page in a real browser. */
export class PageBench implements AsyncDisposable {
  /** Bodies of the POST requests, in order. */
  readonly posted: string[] = [];
  /** Answers instead of the service while it returns something. */
  intercept: (request: Request) => Response | undefined = () => undefined;
  readonly generator: FrozenGenerator;
  readonly #browser: Browser;
  readonly #server: Deno.HttpServer<Deno.NetAddr>;

  private constructor(
    generator: FrozenGenerator,
    browser: Browser,
    handler: (request: Request) => Promise<Response>,
  ) {
    this.generator = generator;
    this.#browser = browser;
    const options = { port: 0, hostname: "127.0.0.1", onListen: () => {} };
    this.#server = Deno.serve(options, async (request) => {
      if (request.method === "POST") {
        this.posted.push(await request.clone().text());
      }
      return this.intercept(request) ?? await handler(request);
    });
  }

  /** Starts the service and a browser. It fails where there is no Chromium. */
  static async start(): Promise<PageBench> {
    const browser = await chromium.launch({
      executablePath: "/usr/bin/chromium",
    });
    const generator = await loadGenerator(VIVID_GENERATOR);
    const handler = await fakeService([generator]);
    return new PageBench(generator, browser, handler);
  }

  /** Opens a path of the page in a fresh browser profile. */
  async visit(
    path: string,
    options: BrowserContextOptions = {},
  ): Promise<Visit> {
    const context = await this.#browser.newContext({
      viewport: { width: 1280, height: 800 },
      baseURL: `http://127.0.0.1:${this.#server.addr.port}`,
      ...options,
    });
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
      // The page itself takes back what has scrolled away.
      const error = request.failure()?.errorText;
      if (error !== "net::ERR_ABORTED") {
        complaints.push(`${request.url()} ${error}`);
      }
    });
    page.on("response", (response) => {
      if (response.status() >= 400) complaints.push(response.url());
    });
    await page.goto(path, { waitUntil: "networkidle" });
    const dispose = () => context.close();
    return {
      page,
      context,
      requests,
      complaints,
      [Symbol.asyncDispose]: dispose,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
    await this.#server.shutdown();
    await this.generator.release();
  }
}
