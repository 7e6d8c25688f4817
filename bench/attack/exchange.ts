import type { HostileRequest } from "./requests.ts";

/** What came back for a request. */
export interface Outcome {
  /** Status of the first answer; undefined if there was none. */
  readonly status: number | undefined;
  /** Body of that answer, if it came to its end. */
  readonly body: Uint8Array | undefined;
  /** Whether the service broke the connection though an answer was due. */
  readonly broken: boolean;
}

/** Milliseconds for one exchange. */
const LIMIT = 30_000;

/** Milliseconds after which a sender goes that does not wait for the answer. */
const STAY = 5;

/** Most bytes that are read of one connection. */
const MOST_BYTES = 64 * 2 ** 20;

function parse(bytes: Uint8Array): Pick<Outcome, "status" | "body"> {
  const text = new TextDecoder("latin1").decode(bytes);
  const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(text) ?? [];
  const end = text.indexOf("\r\n\r\n");
  const [, length] = /\r\ncontent-length: (\d+)\r\n/i.exec(
    text.slice(0, end + 2),
  ) ?? [];
  const body = end < 0 ? undefined : bytes.slice(end + 4);
  return {
    status: status === undefined ? undefined : Number(status),
    body: body?.length === Number(length) ? body : undefined,
  };
}

async function readAll(connection: Deno.Conn): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  while (length < MOST_BYTES) {
    const piece = new Uint8Array(65_536);
    const count = await connection.read(piece);
    if (count === null) break;
    pieces.push(piece.subarray(0, count));
    length += count;
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

async function send(
  connection: Deno.Conn,
  pieces: readonly Uint8Array[],
): Promise<void> {
  for (const piece of pieces) {
    let sent = 0;
    while (sent < piece.length) {
      sent += await connection.write(piece.subarray(sent));
    }
  }
}

/**
 * Sends a request over a connection of its own, and reads what comes back.
 *
 * @param port Port of the service on this machine.
 * @param request What to send.
 */
export async function exchange(
  port: number,
  request: HostileRequest,
): Promise<Outcome> {
  const { pieces, leaves, whole } = request;
  const nothing = { status: undefined, body: undefined };
  let connection: Deno.Conn;
  try {
    connection = await Deno.connect({ hostname: "127.0.0.1", port });
  } catch {
    return { ...nothing, broken: true };
  }
  let left = false;
  const timer = setTimeout(() => {
    left = leaves;
    connection.close();
  }, leaves ? STAY : LIMIT);
  try {
    // It may answer, and close, before it has heard everything.
    const sending = send(connection, pieces).catch(() => {});
    const answer = parse(await readAll(connection));
    await sending;
    const silent = answer.status === undefined;
    return { ...answer, broken: whole && silent && !left };
  } catch {
    return { ...nothing, broken: whole && !left };
  } finally {
    clearTimeout(timer);
    try {
      connection.close();
    } catch {
      // The timer has closed it.
    }
  }
}
