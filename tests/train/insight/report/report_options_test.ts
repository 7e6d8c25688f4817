import { assertRejects } from "@std/assert";
import { readReportOptions } from "../../../../train/insight/report/report_options.ts";

Deno.test("readReportOptions() names a file that does not exist", async () => {
  await assertRejects(
    () => readReportOptions("no/such/file"),
    Error,
    "no/such/file does not exist: that is no folder of a run",
  );
});
