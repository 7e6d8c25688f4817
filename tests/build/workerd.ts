/** A build for Workers in workerd, set up as its wrangler.jsonc says. */

import { assert } from "@std/assert";

/** A service that runs. */
export interface RunningWorker extends AsyncDisposable {
  /** Where it listens. */
  readonly origin: string;
  /** Its process. */
  readonly pid: number;
  /** What it has printed on standard error. */
  errors(): string;
}

/** The kinds of modules: how wrangler and workerd call them. */
const KINDS: Readonly<Record<string, string>> = {
  ESModule: "esModule",
  CompiledWasm: "wasm",
  Data: "data",
};

/**
 * Sends the files of the page with the headers of `_headers`, as the platform
 * does before a Worker is asked.
 */
const ROUTER = `
import headers from "_headers";
const files = new Map(headers.split(/^(?=\\/)/m).map((block) => {
  const [path, ...lines] = block.trim().split("\\n");
  return [path, lines.map((line) => line.trim().split(/: (.*)/, 2))];
}));
export default {
  async fetch(request, env) {
    const fields = files.get(new URL(request.url).pathname);
    if (fields === undefined) return await env.WORKER.fetch(request);
    const { body } = await env.PAGE.fetch(request);
    return new Response(body, { headers: fields });
  },
};
`;

/** The kind of a module by the rules, whose globs are all of the form \`**\/*.x\`. */
function kindOf(
  name: string,
  rules: readonly { type: string; globs: string[] }[],
): string {
  const rule = rules.find(({ globs }) =>
    globs.some((glob) => name.endsWith(glob.replace("**/*", "")))
  );
  const kind = KINDS[rule?.type ?? ""];
  assert(kind !== undefined, name);
  return kind;
}

async function configure(folder: string): Promise<string> {
  const { main, rules, assets, ...wrangler } = JSON.parse(
    await Deno.readTextFile(`${folder}/wrangler.jsonc`),
  );
  const [, directory, start] = /^(.*)\/(.*)$/.exec(main) ?? [];
  const names = (await Array.fromAsync(
    Deno.readDir(`${folder}/${directory}`),
    ({ name }) => name,
  )).sort((a, b) => Number(b === start) - Number(a === start));
  const modules = names.map((name) =>
    `(name = "${name}", ${kindOf(name, rules)} = embed "${directory}/${name}")`
  );
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "router", worker = .router),
    (name = "worker", worker = .worker),
    (name = "page", disk = "${folder}/${assets.directory}"),
  ],
  sockets = [(
    name = "http", address = "127.0.0.1:0", http = (), service = "router",
  )],
);
const router :Workerd.Worker = (
  modules = [
    (name = "router.js", esModule = embed "router.js"),
    (name = "_headers", text = embed "${assets.directory}/_headers"),
  ],
  bindings = [
    (name = "WORKER", service = "worker"), (name = "PAGE", service = "page"),
  ],
  compatibilityDate = "${wrangler.compatibility_date}",
);
const worker :Workerd.Worker = (
  modules = [${modules.join(", ")}],
  compatibilityDate = "${wrangler.compatibility_date}",
  compatibilityFlags = ${JSON.stringify(wrangler.compatibility_flags)},
);
`;
}

/**
 * Starts a build.
 *
 * @param workerd Path of workerd.
 * @param folder Path of what `deno task build:workers` wrote.
 */
export async function startWorkerd(
  workerd: string,
  folder: string,
): Promise<RunningWorker> {
  await Deno.writeTextFile(`${folder}/router.js`, ROUTER);
  await Deno.writeTextFile(`${folder}/test.capnp`, await configure(folder));
  const child = new Deno.Command(workerd, {
    args: ["serve", `${folder}/test.capnp`, "--control-fd=1"],
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let printed = "";
  const reading = child.stderr.pipeThrough(new TextDecoderStream())
    .pipeTo(new WritableStream({ write: (text) => void (printed += text) }));
  const events = child.stdout.pipeThrough(new TextDecoderStream())
    .getReader();
  const { value } = await events.read();
  assert(value !== undefined, printed);
  const { port } = JSON.parse(value.split("\n")[0] ?? "");
  return {
    origin: `http://127.0.0.1:${port}`,
    pid: child.pid,
    errors: () => printed,
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGTERM");
      await Promise.all([events.cancel(), child.status, reading]);
    },
  };
}
