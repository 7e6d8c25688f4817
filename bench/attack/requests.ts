/**
 * Requests that nobody sends by accident, as raw bytes.
 *
 * @module
 */

/** One request of the attack. */
export interface HostileRequest {
  /** What is sent, piece by piece. */
  readonly pieces: readonly Uint8Array[];
  /** Whether the sender goes without reading the answer to its end. */
  readonly leaves: boolean;
  /** Whether it is complete, so that an answer is due. */
  readonly whole: boolean;
  /** Target of a picture whose bytes are known. */
  readonly target?: string;
}

/** Chooses at random, the same way each time. */
export type Choose = <T>(choices: readonly T[]) => T;

const encoder = new TextEncoder();

const METHODS = [
  ...["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"],
  ...["CONNECT", "PROPFIND", "get", "G\0T", "", "M".repeat(5000)],
];

const TRAVERSAL = [
  ...["../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..%252f", "%c0%ae%c0%ae/"],
  ...["..\\", "..%5c", "....//", "%uff0e%uff0e/", "..;/", ".%00./"],
];

const FILES = ["deno.json", "weights/generator.onnx", "etc/passwd"];

const ODD_PARTS = [
  ...["", "%", "%zz", "%C3", "%00", "7", "-1", "4294967296", "x".repeat(201)],
  ...[
    "x".repeat(9000),
    "<script>",
    "%3Cscript%3E",
    "é",
    "7.png.png",
    "__proto__",
  ],
];

const OPTIONS = [
  ...["scale=2", "scale=2&scale=2", "scale=8", "scale=1e9", "rows=10&cols=10"],
  ...[
    "__proto__=1",
    "constructor=x",
    "truncation=NaN",
    "truncation=-0",
    "=&=&",
  ],
  ...["frames=64&frames=2", "%00=%00", "gap=64&rows=0", "&".repeat(4000)],
];

const TARGETS = [
  ...["/", "/?from=4294967295", "/?from=<b>", "/models", "/openapi.json"],
  ...["/healthz", "/readyz", "/random", "/image", "/nothing", "*", "no-slash"],
  ...["http://example.org/image/7.png", "http://", "//example.org/%2e%2e/"],
  ...["/assets/0000000000000000/core/philox.ts", "/assets/../../deno.json"],
];

const HEADERS = [
  ...[
    "Accept: text/html",
    "Accept: ;q=,,/;=",
    "Accept-Encoding: br;q=x, *;q=0",
  ],
  ...["Accept-Encoding: gzip, br", "If-None-Match: *", 'If-None-Match: ",,,'],
  ...["Range: bytes=0-0,1-1,2-2", "Content-Length: 7", "Content-Length: -1"],
  ...[
    "Transfer-Encoding: chunked",
    "Transfer-Encoding: x",
    "Expect: 100-continue",
  ],
  ...["Host: a b<>", "Host: evil", "X-Forwarded-Host: evil", "Bad\0Name: x"],
  ...["No colon", "Upgrade: websocket", "Connection: keep-alive, close, x"],
];

function odd(choose: Choose, digest: string): string {
  const part = choose(ODD_PARTS);
  return choose([
    choose(TARGETS),
    `/${choose(TRAVERSAL).repeat(8)}${choose(FILES)}`,
    `/${digest}/image/${choose(TRAVERSAL).repeat(4)}${choose(FILES)}`,
    `/${digest}/image/${part}.${choose(["png", "webp", "gif", ""])}`,
    `/${digest}/walk/${part}-${choose(ODD_PARTS)}.gif`,
    `/${digest}/image/7.png?${choose(OPTIONS)}`,
    `/${digest}/grid/${part}?${choose(OPTIONS)}&${choose(OPTIONS)}`,
  ]);
}

function head(method: string, target: string, lines: readonly string[]) {
  return encoder.encode(
    [`${method} ${target} HTTP/1.1`, ...lines, "", ""].join("\r\n"),
  );
}

const LAST = ["Host: localhost", "Connection: close"];

/**
 * One request at random.
 *
 * @param choose Chooses at random.
 * @param digest Names a generator.
 * @param pictures Targets of pictures whose bytes are known.
 */
export function hostileRequest(
  choose: Choose,
  digest: string,
  pictures: readonly string[],
): HostileRequest {
  const whole = { leaves: false, whole: true };
  const broken = { leaves: false, whole: false };
  const post = (lines: readonly string[]) =>
    head("POST", `/${digest}/image`, [
      ...LAST,
      "Content-Type: application/json",
      ...lines,
    ]);
  const picture = (): HostileRequest => {
    const target = choose(pictures);
    return { pieces: [head("GET", target, LAST)], ...whole, target };
  };
  const kinds: (() => HostileRequest)[] = [
    picture,
    picture,
    () => ({ pieces: [head("GET", odd(choose, digest), LAST)], ...whole }),
    () => ({
      pieces: [head(choose(METHODS), odd(choose, digest), LAST)],
      ...broken,
    }),
    () => ({
      pieces: [
        head("GET", odd(choose, digest), [
          ...LAST,
          ...Array.from({ length: 3 }, () => choose(HEADERS)),
        ]),
      ],
      ...broken,
    }),
    // Header floods: many, and long ones.
    () => ({
      pieces: [
        head("GET", "/healthz", [
          ...LAST,
          ...Array.from(
            { length: choose([90, 500, 5000]) },
            (_, index) => `X-${index}: ${"y".repeat(choose([1, 100]))}`,
          ),
        ]),
      ],
      ...broken,
    }),
    // Bodies: none that was announced, too long, chunked, without an end.
    () => ({
      pieces: [post(["Content-Length: 100"])],
      ...broken,
      leaves: true,
    }),
    () => ({
      pieces: [post(["Content-Length: 9000"]), new Uint8Array(9000)],
      ...broken,
    }),
    () => ({
      pieces: [
        post(["Transfer-Encoding: chunked"]),
        encoder.encode(choose(["5\r\n{}{}{\r\n0\r\n\r\n", "zz\r\n", "-1\r\n"])),
      ],
      ...broken,
    }),
    () => ({
      pieces: [
        post(["Transfer-Encoding: chunked"]),
        ...Array.from(
          { length: 64 },
          () => encoder.encode(`1000\r\n${" ".repeat(4096)}\r\n`),
        ),
      ],
      ...broken,
    }),
    // Pipelining; only the last says that it is the last.
    () => ({
      pieces: [
        ...Array.from(
          { length: 16 },
          () => head("GET", odd(choose, digest), ["Host: localhost"]),
        ),
        head("GET", "/healthz", LAST),
      ],
      ...broken,
    }),
    // Downloads that are given up.
    () => ({
      pieces: [head("GET", `/${digest}/grid/${choose([1, 2, 3])}.png`, LAST)],
      whole: true,
      leaves: true,
    }),
    // No HTTP at all.
    () => ({
      pieces: [Uint8Array.from({ length: 64 }, () => choose([0, 22, 3, 255]))],
      ...broken,
    }),
  ];
  return choose(kinds)();
}
