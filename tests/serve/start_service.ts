import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

// Its packages are its own; the first start would say that it installs them.
await new Deno.Command(Deno.execPath(), {
  args: ["install", "--quiet"],
  cwd: `${ROOT}serve`,
}).output();

/** Starts the entrypoint with the permissions it is documented to need. */
export function start(
  args: string[],
  env: Record<string, string>,
  readable = ".",
): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      "--allow-net",
      `--allow-read=${readable}`,
      "--allow-env",
      "serve/main.ts",
      ...args,
    ],
    cwd: ROOT,
    env: { NO_COLOR: "1", WORKERS: "1", ...env },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}
