/**
 * The page in Chromium, painting in its own tab and shown pictures of the
 * service: `deno run -A bench/page.ts`.
 *
 * For each generator: the time from a slider that moves to the first new
 * picture and to all in sight, pictures a second of a walk that plays, and, on
 * a slow connection with a cold cache, the time to the first picture and to all
 * in sight, and bytes. The two ways take turns.
 *
 * @module
 */

import {
  type Browser,
  type BrowserContext,
  chromium,
  type Page,
  // deno-lint-ignore no-import-prefix -- otherwise only the tests need it
} from "npm:playwright-core@1.65.1";
import type { Command, OptionTable } from "../core/command_line/command.ts";
import { parseCommandLine } from "../core/command_line/parse.ts";
import { runCommand } from "../core/command_line/run_command.ts";
import { folderUrl } from "../core/folder_url.ts";
import { createHandler } from "../serve/handler.ts";
import { openService } from "../serve/runtimes/deno.ts";
import { SILENT } from "../serve/telemetry/telemetry.ts";
import { freezeForBench, ROOT } from "./cold_variants.ts";
import { randomTensors } from "./frozen_tensors.ts";
import { median } from "./median.ts";
import { WIDTHS } from "./options.ts";
import { MOVE, PAINT, PLAY, PREPARE } from "./page_scripts.ts";
import { table } from "./table.ts";

const COMMAND = {
  name: "deno run -A bench/page.ts",
  summary:
    "Prints how fast the page answers in Chromium, painting in its tab and shown pictures of the service.",
  usage: ["[options]"],
  options: {
    d: {
      ...WIDTHS,
      default: [64],
      group: "Generators",
      help: "Widths of generators at random, besides the shipped one",
    },
    runs: {
      type: "integer",
      min: 1,
      max: 1000,
      default: 3,
      group: "Measurement",
      placeholder: "N",
      help: "Visits of each kind",
    },
    chromium: {
      type: "string",
      default: "/usr/bin/chromium",
      group: "Measurement",
      placeholder: "FILE",
      help: "The browser",
    },
  },
} as const satisfies Command<OptionTable>;

/** Bits a second and milliseconds of a slow mobile connection. */
const SLOW = { bits: 400_000, latency: 400 };

const SCREENS = [{ width: 390, height: 844 }, { width: 1440, height: 900 }];

/** Moves of the slider in a visit. */
const MOVES = 7;

/** How the page gets its pictures. */
const WAYS = ["service", "tab"] as const;

type Way = typeof WAYS[number];

/** A visit's service, and how much it was asked for. */
class Host {
  readonly address: string;
  readonly #close: () => Promise<void>;

  private constructor(address: string, close: () => Promise<void>) {
    this.address = address;
    this.#close = close;
  }

  static async open(folder: URL, way: Way): Promise<Host> {
    const service = await openService({
      folder,
      shareWeights: way === "tab",
      report: console.error,
    });
    await service.studio.opened;
    const handler = createHandler({
      ...service,
      telemetry: SILENT,
      log: () => {},
    });
    const options = { port: 0, hostname: "127.0.0.1", onListen: () => {} };
    const server = Deno.serve(options, handler);
    return new Host(`http://127.0.0.1:${server.addr.port}/`, async () => {
      await server.shutdown();
      await service.studio.close(1000);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#close();
  }
}

async function ready(page: Page, way: Way): Promise<void> {
  await page.waitForLoadState("networkidle");
  if (way === "tab") await page.locator("body[data-painting]").waitFor();
}

async function timeMoves(page: Page, way: Way, host: Host) {
  await page.goto(host.address);
  await ready(page, way);
  const times: [number, number][] = [];
  for (let move = 0; move < MOVES; move++) {
    times.push(await page.evaluate(MOVE));
    await page.waitForTimeout(1500);
  }
  return times;
}

async function countFrames(page: Page, way: Way, host: Host): Promise<number> {
  await page.goto(host.address);
  await ready(page, way);
  await page.locator("#daily-link").click();
  await page.locator("#way:enabled").waitFor();
  await page.waitForTimeout(4000);
  return await page.evaluate(PLAY);
}

/** Milliseconds of processor time for a picture of a walk. */
async function timePicture(browser: Browser, host: Host): Promise<number> {
  const context = await browser.newContext({ reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(host.address);
  await ready(page, "tab");
  await page.evaluate(PREPARE);
  await page.evaluate(PAINT);
  const session = await browser.newBrowserCDPSession();
  const used = async () => {
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    return processInfo.filter(({ type }) => type === "renderer")
      .reduce((sum, { cpuTime }) => sum + 1000 * cpuTime, 0);
  };
  const before = await used();
  await page.evaluate(PAINT);
  const after = await used();
  await context.close();
  return (after - before) / 200;
}

/** Milliseconds to the first picture and to all in sight, and bytes. */
async function visitSlowly(context: BrowserContext, host: Host) {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  const throughput = SLOW.bits / 8;
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: SLOW.latency,
    downloadThroughput: throughput,
    uploadThroughput: throughput,
  });
  let bytes = 0;
  session.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await page.goto(host.address, { waitUntil: "commit" });
  const when = (count: string): Promise<number> =>
    page.evaluate(`(async () => {
      for (;;) {
        const seen = [...document.querySelectorAll(".gallery img")].filter(
          (image) => image.getBoundingClientRect().top < innerHeight);
        const there = seen.filter((image) => image.naturalWidth > 0).length;
        if (seen.length > 0 && there >= ${count}) return performance.now();
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })()`);
  const first = await when("1");
  const all = await when("seen.length");
  await page.waitForTimeout(4000);
  await page.close();
  return { first, all, bytes };
}

const ms = (numbers: readonly number[]) => `${median(numbers).toFixed(0)} ms`;

async function measure(
  name: string,
  folder: URL,
  { runs, chromium: executablePath }: { runs: number; chromium: string },
): Promise<void> {
  const moves = {
    service: [] as [number, number][],
    tab: [] as [number, number][],
  };
  const frames = { service: [] as number[], tab: [] as number[] };
  const alone: number[] = [];
  const slow: string[][] = [];
  const browser = await chromium.launch({ executablePath });
  for (let run = 0; run < runs; run++) {
    for (const way of WAYS) {
      await using host = await Host.open(folder, way);
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
      });
      const page = await context.newPage();
      moves[way].push(...await timeMoves(page, way, host));
      frames[way].push(await countFrames(page, way, host));
      if (way === "tab") alone.push(await timePicture(browser, host));
      await context.close();
      for (const viewport of SCREENS) {
        const visitor = await browser.newContext({ viewport });
        const { first, all, bytes } = await visitSlowly(visitor, host);
        await visitor.close();
        slow.push([
          `${viewport.width} × ${viewport.height}, ${way}`,
          `${(first / 1000).toFixed(1)} s`,
          `${(all / 1000).toFixed(1)} s`,
          `${(bytes / 1000).toFixed(0)} kB`,
        ]);
      }
    }
  }
  await browser.close();
  console.log(`\n${name}\n`);
  console.log(table([
    ["painted by", "first new", "all in sight", "walk"],
    ...WAYS.map((way) => [
      way,
      ms(moves[way].map(([first]) => first)),
      ms(moves[way].map(([, all]) => all)),
      `${median(frames[way]).toFixed(0)} /s`,
    ]),
  ]));
  console.log(
    `\nThe worker takes ${
      median(alone).toFixed(1)
    } ms of processor time for a picture of a walk.\n`,
  );
  console.log(table([
    ["400 kbit/s, 400 ms", "first picture", "all in sight", "bytes"],
    ...slow.sort(([a = ""], [b = ""]) => a < b ? -1 : 1),
  ]));
}

await runCommand(async () => {
  const { help, values } = parseCommandLine(COMMAND, Deno.args);
  if (help !== undefined) {
    console.log(help);
    return 0;
  }
  await measure("shipped", folderUrl(`${ROOT}weights`), values);
  for (const d of values.d) {
    const scratch = await Deno.makeTempDir();
    try {
      const tensors = randomTensors({ d, height: 64, width: 64 });
      await freezeForBench(scratch, d, "float16", tensors);
      await measure(`d = ${d}`, folderUrl(scratch), values);
    } finally {
      await Deno.remove(scratch, { recursive: true });
    }
  }
  return 0;
});
