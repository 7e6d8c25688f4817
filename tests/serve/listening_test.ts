import { assertEquals } from "@std/assert";
import { describeAddress } from "../../serve/listening.ts";

Deno.test("describeAddress() prints the address that is listened on", () => {
  const at = (hostname: string) => describeAddress({ hostname, port: 8000 });
  assertEquals(at("127.0.0.1"), "at http://127.0.0.1:8000/");
  assertEquals(at("::1"), "at http://[::1]:8000/");
  assertEquals(at("fe80::1"), "at http://[fe80::1]:8000/");
  for (const everywhere of ["0.0.0.0", "::"]) {
    assertEquals(
      at(everywhere),
      "on every address of this machine, at http://localhost:8000/",
    );
  }
  assertEquals(
    describeAddress({ path: "/run/faces.sock" }),
    "at unix:/run/faces.sock",
  );
});
