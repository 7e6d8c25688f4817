import { UserError } from "../../core/user_error.ts";
import type { Clock } from "./clock.ts";
import type { Order, Report } from "./messages.ts";

/** How a worker is started. */
export interface LinkOptions {
  /** Module of the worker; tests bring others. */
  readonly module: URL;
  /** Milliseconds for one answer; who takes longer is stuck. */
  readonly limit: number;
  /** Tells the time and waits. */
  readonly clock: Clock;
}

/** A worker with at most one question to it that is not answered yet. */
export class WorkerLink {
  readonly #worker: Worker;
  readonly #options: LinkOptions;
  #answer = Promise.withResolvers<Report>();
  /** Why there will be no answer any more. */
  #end: Error | undefined;

  /** @param options What to start. */
  constructor(options: LinkOptions) {
    this.#options = options;
    this.#worker = new Worker(options.module, { type: "module" });
    this.#worker.onmessage = ({ data }) => this.#answer.resolve(data);
    this.#worker.onmessageerror = () => {
      this.#fail(new Error("A worker sent what cannot be read"));
    };
    this.#worker.onerror = (event) => {
      // Else it would be an uncaught error of this thread, too.
      event.preventDefault();
      this.#fail(new Error(`A worker died: ${event.message}`));
    };
  }

  /**
   * Waits for an answer, after giving an order if there is one. Any answer but
   * the one that is wanted ends the worker.
   *
   * @param kind The answer that is wanted.
   * @param order What to do.
   * @param transfer What is handed over with the order, and not copied.
   * @throws {UserError} If the worker reports a mistake of the user.
   */
  async answer<Kind extends Report["kind"]>(
    kind: Kind,
    order?: Order,
    transfer: Transferable[] = [],
  ): Promise<Extract<Report, { kind: Kind }>> {
    const { clock, limit } = this.#options;
    // A worker can die between two orders.
    if (this.#end !== undefined) throw this.#end;
    if (order !== undefined) {
      this.#answer = Promise.withResolvers();
      this.#worker.postMessage(order, transfer);
    }
    const cancel = clock.after(limit, () => {
      const seconds = limit / 1000;
      this.#fail(new Error(`A worker did not answer for ${seconds} seconds`));
    });
    try {
      const answer = await this.#answer.promise;
      if (answer.kind === "failed") throw failure(answer);
      if (answer.kind !== kind) {
        throw new Error(`A worker is ${answer.kind}, not ${kind}`);
      }
      return answer as Extract<Report, { kind: Kind }>;
    } catch (error) {
      this.stop();
      throw error;
    } finally {
      cancel();
    }
  }

  /** Ends the worker. */
  stop(): void {
    this.#worker.terminate();
    this.#fail(new Error("A worker was stopped"));
  }

  #fail(error: Error): void {
    this.#end ??= error;
    // Perhaps nobody is waiting.
    this.#answer.promise.catch(() => {});
    this.#answer.reject(error);
  }
}

function failure(
  { message, exitCode }: Extract<Report, { kind: "failed" }>,
): Error {
  return exitCode === undefined
    ? new Error(`A worker failed: ${message}`)
    : new UserError(message, exitCode);
}
