/**
 * An attack on the service, on this machine only:
 * `deno run -A bench/attack.ts`.
 *
 * It starts the service with a copy of a generator's folder, whose card has
 * markup in every text, and sends hostile requests over raw sockets, while
 * idle connections stay open, the largest pictures are asked for many times at
 * once, and the files of the generator are damaged and removed. Every picture
 * that comes back is compared with the one that was asked for alone before. It
 * ends with exit code 1 if the service did not stand it.
 *
 * @module
 */

import type {
  Command,
  OptionTable,
  OptionValues,
} from "../core/command_line/command.ts";
import { folderUrl } from "../core/folder_url.ts";
import { loadGenerator } from "../core/generator/frozen_generator.ts";
import { readGeneratorCard } from "../core/generator/generator_folder.ts";
import { parseCommandLine } from "../core/command_line/parse.ts";
import { encodePng } from "../core/picture/png.ts";
import { runCommand } from "../core/command_line/run_command.ts";
import { UserError } from "../core/user_error.ts";
import { paintSeed } from "../core/generator/paint_seed.ts";
import { exchange } from "./attack/exchange.ts";
import { type Choose, hostileRequest } from "./attack/requests.ts";
import { type RunningService, startService } from "./load_service.ts";
import { MODEL } from "./options.ts";

const COMMAND = {
  name: "deno run -A bench/attack.ts",
  summary: "Attacks the service on this machine and prints how it stood that.",
  usage: ["[options]"],
  options: {
    model: MODEL,
    requests: {
      type: "integer",
      min: 1,
      max: 100_000,
      default: 20_000,
      group: "Attack",
      placeholder: "N",
      help: "Raw requests",
    },
    seconds: {
      type: "integer",
      min: 1,
      max: 3600,
      default: 600,
      group: "Attack",
      placeholder: "N",
      help: "The attack ends then, however many requests are left",
    },
  },
} as const satisfies Command<OptionTable>;

/** Connections at the same time. */
const CLIENTS = 64;

/** Connections that say nothing, or not enough. */
const IDLE = 200;

/** The largest pictures asked for at the same time, again and again. */
const HEAVY_CLIENTS = 16;

/** Seconds between two damages to the generator's files. */
const DAMAGE_PAUSE = 2;

/** Seconds for the service to come to rest. */
const REST = 30;

/** Megabytes that the service may take. */
const MEMORY = 512;

/** Statuses that are answers, and no failures, of a service that is busy. */
const BUSY = [503];

const MARKUP = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>&`;

/** Numbers that follow each other the same way each time (mulberry32). */
function seededChoose(seed: number): Choose {
  return (choices) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    const index = ((t ^ (t >>> 14)) >>> 0) % choices.length;
    return choices[index] as typeof choices[number];
  };
}

/** Copies a generator, with markup in every text of its card. */
async function copyWithMarkup(model: string, folder: string): Promise<void> {
  const url = folderUrl(model);
  const card = await readGeneratorCard(Deno, url);
  card.name = MARKUP;
  card.trainingData = {
    ...card.trainingData,
    source: MARKUP,
    credit: MARKUP,
    licence: MARKUP,
  };
  card.training.device = MARKUP;
  card.training.options = { [MARKUP]: MARKUP };
  card.generatedBy = MARKUP;
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(
    `${folder}/generator.json`,
    JSON.stringify(card),
  );
  await Deno.copyFile(
    new URL(card.model.file, url),
    `${folder}/${card.model.file}`,
  );
}

/** Damages, replaces and removes the files in a folder until it is told. */
async function damage(folder: string, signal: AbortSignal): Promise<number> {
  const files = Array.from(Deno.readDirSync(folder), ({ name }) => name);
  const kept = files.map((name) => Deno.readFileSync(`${folder}/${name}`));
  let damages = 0;
  const wait = () =>
    new Promise((resolve) => setTimeout(resolve, DAMAGE_PAUSE * 1000));
  for (; !signal.aborted; damages++) {
    const name = files[damages % files.length] as string;
    const path = `${folder}/${name}`;
    const content = kept[damages % files.length] as Uint8Array;
    if (damages % 3 === 0) await Deno.writeTextFile(path, MARKUP);
    if (damages % 3 === 1) await Deno.remove(path);
    if (damages % 3 === 2) await Deno.writeFile(path, content.map((x) => ~x));
    await wait();
    await Deno.writeFile(path, content);
  }
  return damages;
}

async function openIdle(port: number): Promise<Deno.Conn[]> {
  const texts = ["", "G", "GET / HTTP/1.1\r\n", "POST / HTTP/1.1\r\nX: "];
  return await Promise.all(Array.from({ length: IDLE }, async (_, index) => {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port });
    const text = texts[index % texts.length] as string;
    await connection.write(new TextEncoder().encode(text));
    return connection;
  }));
}

/** The picture of a target, however busy the machine is. */
async function askAlone(url: string): Promise<Uint8Array> {
  for (let attempt = 0; attempt < 10; attempt++) {
    const response = await fetch(url);
    if (response.ok) return await response.bytes();
    await response.body?.cancel();
  }
  throw new UserError(`${url} is not answered with a picture`);
}

async function main(args: readonly string[]): Promise<number | void> {
  const { help, values } = parseCommandLine(COMMAND, args);
  if (help !== undefined) return console.log(help);
  const folder = await Deno.makeTempDir({ prefix: "attack-" });
  try {
    await copyWithMarkup(values.model, folder);
    const service = await startService(folder, undefined);
    try {
      return await attack(service, folder, values) ? 0 : 1;
    } finally {
      await service.stop();
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Attacks a service, prints how it stood that, and returns whether it did. */
async function attack(
  service: RunningService,
  folder: string,
  values: OptionValues<typeof COMMAND.options>,
): Promise<boolean> {
  const { origin, port, pathname } = new URL(service.url);
  const digest = pathname.slice(1);
  const painter = await loadGenerator(folderUrl(values.model));

  // Each picture, asked for alone; the plain ones also painted here.
  const heavy = [
    `/${digest}/grid/1.png?rows=10&cols=10&scale=2&resize=smooth`,
    `/${digest}/walk/1-2.gif?frames=64&scale=4&resize=smooth`,
  ];
  const small = Array.from({ length: 32 }, (_, seed) => [
    `/${digest}/image/${seed}.png`,
    `/${digest}/image/${seed}.webp`,
    `/image/${seed}.jpg?scale=2`,
  ]).flat();
  const alone = new Map<string, string>();
  const textOf = (bytes: Uint8Array) => bytes.toBase64();
  for (const target of [...small, ...heavy]) {
    alone.set(target, textOf(await askAlone(origin + target)));
  }
  let wrong = 0;
  for (let seed = 0; seed < 32; seed++) {
    const png = textOf(encodePng(await paintSeed(painter, seed)));
    if (alone.get(`/${digest}/image/${seed}.png`) !== png) wrong++;
  }

  const before = service.takePeak();
  const choose = seededChoose(1);
  const statuses = new Map<string, number>();
  const over = new AbortController();
  const deadline = performance.now() + values.seconds * 1000;
  let sent = 0;
  let broken = 0;
  let failed = 0;
  let compared = 0;
  const count = (name: string) =>
    statuses.set(name, (statuses.get(name) ?? 0) + 1);
  const check = (target: string, body: Uint8Array | undefined) => {
    compared++;
    if (body === undefined || textOf(body) !== alone.get(target)) wrong++;
  };
  const note = (status: number) => {
    count(`${status}`);
    if (status >= 500 && !BUSY.includes(status)) failed++;
  };

  const client = async () => {
    while (sent < values.requests && performance.now() < deadline) {
      sent++;
      const request = hostileRequest(choose, digest, small);
      const { status, body, broken: isBroken } = await exchange(
        Number(port),
        request,
      );
      if (isBroken) broken++;
      if (status === undefined) count(request.leaves ? "left" : "none");
      else note(status);
      if (status === 200 && request.target !== undefined) {
        check(request.target, body);
      }
    }
  };
  const heavyClient = async (index: number) => {
    // Each time another one, so that no cache helps, and now and then the same.
    for (let round = 0; !over.signal.aborted; round++) {
      const known = heavy[index % heavy.length] as string;
      const target = round % 4 === 0
        ? known
        : known.replace(/(grid|walk)\/1/, `$1/${1000 * index + round}`);
      const response = await fetch(origin + target);
      note(response.status);
      const body = await response.bytes();
      if (response.ok && target === known) check(target, body);
    }
  };

  const idle = await openIdle(Number(port));
  const others = [
    ...Array.from({ length: HEAVY_CLIENTS }, (_, index) => heavyClient(index)),
    damage(folder, over.signal),
  ];
  await Promise.all(Array.from({ length: CLIENTS }, client));
  over.abort();
  await Promise.all(others);
  for (const connection of idle) connection.close();

  const most = service.takePeak();
  await new Promise((resolve) => setTimeout(resolve, REST * 1000));
  service.takePeak();
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const after = service.takePeak();
  const page = await fetch(`${origin}/`).then((response) => response.text());
  const markup = page.includes("<script>alert") || page.includes("<img src=x");
  const ready = (await fetch(`${origin}/readyz`)).ok;

  const megabytes = (value: number) => `${value.toFixed(0)} MB`;
  console.log(`requests           ${sent}`);
  for (const [name, times] of [...statuses].sort()) {
    console.log(`  ${name.padEnd(16)} ${times}`);
  }
  console.log(`unexpected 5xx     ${failed}`);
  console.log(`resets by service  ${broken}`);
  console.log(`pictures compared  ${compared}, of these wrong: ${wrong}`);
  console.log(`markup in the page ${markup ? "yes" : "no"}`);
  console.log(`ready afterwards   ${ready ? "yes" : "no"}`);
  console.log(
    `memory             ${megabytes(before)} before, ${
      megabytes(most)
    } at most, ${megabytes(after)} after`,
  );
  return failed + broken + wrong === 0 && !markup && ready && most <= MEMORY;
}

if (import.meta.main) await runCommand(() => main(Deno.args));
