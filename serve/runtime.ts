import type { Files } from "../core/files.ts";
import type { Address } from "./listening.ts";
import type { Assets } from "./page/assets.ts";

/** A server that listens. */
export interface Server {
  /** What it listens on. */
  readonly address: Address;
  /** Accepts nothing more and waits for the requests under way. */
  shutdown(): Promise<void>;
}

/** What a service with files needs of the runtime that it runs in. */
export interface Runtime {
  /** How the service is called on the command line, for its help. */
  readonly command: string;
  /** Reads files. */
  readonly files: Files;
  /** How many workers can paint at the same time; 0 if there are none. */
  readonly cores: number;
  /** Loads the page's style sheet and script. */
  readonly loadAssets: () => Promise<Assets>;
  /**
   * Answers requests over HTTP.
   *
   * @param handler Answers them.
   * @param port Port to listen on; 0 takes any that is free.
   * @param host Host name or address; by default all of the machine's.
   * @throws {Error} If it cannot listen there.
   */
  listen(
    handler: (request: Request) => Promise<Response>,
    port: number,
    host: string | undefined,
  ): Server | Promise<Server>;
}
