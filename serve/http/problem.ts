/**
 * What went wrong, told to clients as RFC 9457 says.
 *
 * @module
 */

import { reply } from "./reply.ts";

/** Statuses of problems, with their names (RFC 9110). */
const TITLES = {
  400: "Bad Request",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  429: "Too Many Requests",
  499: "Client Closed Request",
  500: "Internal Server Error",
  503: "Service Unavailable",
  504: "Gateway Timeout",
} as const;

/** HTTP status of a problem. */
export type ProblemStatus = keyof typeof TITLES;

/** The name of a status. */
export function titleOf(status: ProblemStatus): string {
  return TITLES[status];
}

/** More about a problem. */
export interface ProblemMore {
  /** Headers of the answer, for instance `Allow`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The option that is wrong. */
  readonly option?: string;
  /** What the option may be. */
  readonly allowed?: string;
}

/** A reason not to answer a request as it wishes. Routes throw it. */
export class Problem extends Error {
  /** What the error is called where it is printed. */
  override name = "Problem";

  /**
   * @param status HTTP status.
   * @param detail A sentence for the client: nothing about the inside of the
   *   service.
   * @param more Headers, and which option is wrong.
   */
  constructor(
    readonly status: ProblemStatus,
    readonly detail: string,
    readonly more: ProblemMore = {},
  ) {
    super(detail);
  }
}

/**
 * The answer that tells a problem. No cache keeps it.
 *
 * @param problem What went wrong.
 * @param requestId Names the request in the logs.
 */
export function problemReply(problem: Problem, requestId: string): Response {
  const { status, detail, more } = problem;
  const { headers, ...members } = more;
  const body = {
    type: "about:blank",
    title: titleOf(status),
    status,
    detail,
    ...members,
    requestId,
  };
  return reply(`${JSON.stringify(body)}\n`, {
    "Content-Type": "application/problem+json",
    "Cache-Control": "no-store",
    "Vary": "Accept",
    ...headers,
  }, status);
}
