import { assertRejects } from "@std/assert";
import {
  readReportDataset,
  readReportOptions,
} from "../../../../train/insight/report/report_cards.ts";

for (const read of [readReportOptions, readReportDataset]) {
  Deno.test(`${read.name}() names a file that does not exist`, async () => {
    await assertRejects(() => read("no/such/file"), Error, "no/such/file");
  });
}
