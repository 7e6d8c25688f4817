import { assertEquals, assertMatch } from "@std/assert";
import { UserError } from "../../core/user_error.ts";
import { type Log, openLog } from "../../serve/logging.ts";

const ENTRY = {
  requestId: "5f1c",
  method: "GET",
  path: "/image/7.png",
  status: 200,
  ms: 12.345,
};

const TIMES = {
  began: performance.timeOrigin + 1,
  files: 0,
  open: 4,
};

/** What a log prints. */
function printed(print: (log: Log) => void, log: Log) {
  const out: string[] = [];
  const err: string[] = [];
  const { log: printOut, error: printErr } = console;
  console.log = (line) => out.push(line);
  console.error = (line) => err.push(line);
  try {
    print(log);
  } finally {
    console.log = printOut;
    console.error = printErr;
  }
  return { out, err };
}

function everything(log: Log): void {
  log.request(ENTRY);
  log.loaded(TIMES);
  log.error(new UserError("a/generator.json: format is missing"));
  log.error(new Error("trap"));
}

Deno.test("openLog() prints errors only where a person looks on", () => {
  const { out, err } = printed(everything, openLog(true, false));
  assertEquals(out, []);
  assertEquals(err[0], "error: a/generator.json: format is missing");
  assertMatch(`${err[1]}`, /^error: Error: trap\n +at /);
});

Deno.test("openLog() prints a line for each request on a terminal if that is wished", () => {
  const { out } = printed(everything, openLog(true, true));
  assertEquals(out.length, 1);
  assertMatch(
    `${out[0]}`,
    /^\d\d:\d\d:\d\d 200 GET \/image\/7\.png 12\.3 ms$/,
  );
});

Deno.test("openLog() prints a JSON object a line where no person looks on", () => {
  for (const wished of [false, true]) {
    const { out, err } = printed(everything, openLog(false, wished));
    const [request, loaded] = out.map((line) => JSON.parse(line));
    const { time, ...others } = request;
    assertMatch(time, /^\d{4}-\d\d-\d\dT/);
    assertEquals(others, { level: "info", ...ENTRY, ms: 12.3 });
    assertEquals(loaded.loaded, {
      start: 1,
      files: 0,
      open: 4,
    });
    const [mistake, bug] = err.map((line) => JSON.parse(line));
    assertEquals(Object.keys(mistake), ["time", "level", "message"]);
    assertEquals(Object.keys(bug), ["time", "level", "message", "stack"]);
  }
});
