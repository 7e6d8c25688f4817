import { assert, assertEquals, assertRejects } from "@std/assert";
import { chromium } from "playwright-core";
import { buildWorkers } from "../../build/workers.ts";
import { exists } from "../../core/exists.ts";
import { UserError } from "../../core/user_error.ts";
import { folderUrl } from "../../core/folder_url.ts";
import { VIVID_GENERATOR } from "../fixtures/vivid_generator.ts";
import { assertSame } from "./contract.ts";
import { installed } from "./installed.ts";
import { startWorkerd } from "./workerd.ts";

const VIVID = VIVID_GENERATOR.pathname;

const scratch = await Deno.makeTempDir();
Deno.test.afterAll(() => Deno.remove(scratch, { recursive: true }));

/** Builds without printing, and returns what would have been printed. */
async function build(...args: string[]): Promise<string[]> {
  const printed: string[] = [];
  const { log } = console;
  console.log = (line: string) => printed.push(line);
  try {
    await buildWorkers(args);
  } finally {
    console.log = log;
  }
  return printed;
}

const WORKER = `${scratch}/worker`;
await build(VIVID, "--out", WORKER);
const workerd = await installed("workerd", "1.20261117.1");

Deno.test("build:workers writes a Worker that answers in workerd as the service does here", async () => {
  await using service = await startWorkerd(workerd, WORKER);
  await assertSame(service.origin, VIVID_GENERATOR);
  assertEquals(service.errors(), "");
});

Deno.test("build:workers writes a page that Chromium shows from workerd", async () => {
  await using service = await startWorkerd(workerd, WORKER);
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
  });
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(service.origin);
  // Only scripts take the pager away.
  await page.locator("#pager").waitFor({ state: "hidden" });
  const first = page.locator(".gallery img").first();
  await page.waitForFunction(
    "document.querySelector('.gallery img').naturalWidth > 0",
  );
  assert(await first.isVisible());
  await browser.close();
  assertEquals(complaints, []);
});

Deno.test("build:workers leaves out generators that do not fit", async () => {
  const fixtures = folderUrl(`${VIVID}../`).pathname;
  const out = `${scratch}/limit`;
  const printed = await build(fixtures, "--out", out, "--limit", "0.56");
  assertEquals(printed.map((line) => line.replace(/: [\d.]+ MB/, "")), [
    `Wrote fixture as a Worker to ${out} gzipped`,
    "Left out vivid, for the --limit of 0.56 MB",
    `Deploy it: cd ${out} && npx wrangler deploy`,
  ]);
  const error = await assertRejects(
    () => build(fixtures, "--out", out, "--limit", "0.2"),
    UserError,
  );
  assert(error.message.startsWith("--limit is 0.2: no generator fits"));
  // The older build is as it was, and nothing half written is left.
  assert(await exists(`${out}/wrangler.jsonc`));
  const left = await Array.fromAsync(Deno.readDir(scratch));
  assertEquals(left.filter(({ name }) => name.startsWith(".build-")), []);
});

Deno.test("build:workers replaces nothing but an older build", async () => {
  const out = `${scratch}/taken`;
  await Deno.mkdir(out);
  await Deno.writeTextFile(`${out}/thesis.md`, "");
  const error = await assertRejects(
    () => build(VIVID, "--out", out),
    UserError,
  );
  assertEquals(
    error.message,
    `--out is ${out}: it must be a new or empty folder, or an older build with wrangler.jsonc`,
  );
  assert(await exists(`${out}/thesis.md`));
});
