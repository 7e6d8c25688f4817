import { assertEquals } from "@std/assert";
import { EventFile } from "../../../train/record/event_file.ts";
import { encodeEvent } from "../../../train/record/tensorboard_event.ts";
import { tfRecord } from "../../../train/record/tf_record.ts";
import { fixture } from "../data/pictures.ts";
import { eventFiles, readEvents, readRecords } from "./event_reader.ts";
import { withFolder } from "../../folder.ts";

Deno.test("encodeEvent() and tfRecord() give the bytes of TensorBoard's own writer", () => {
  const png = Uint8Array.from({ length: 512 }, (_, index) => index % 256);
  const events = [
    { wallTime: 1000.5, step: 0, content: { kind: "version" } },
    { wallTime: 1000.5, step: 1, content: { kind: "start" } },
    {
      wallTime: 1001.25,
      step: 1,
      content: {
        kind: "summary",
        values: [
          { tag: "loss/generator", scalar: 0.7 },
          { tag: "probability/D(x)", scalar: 0 },
          { tag: "τ", scalar: -2e-4 },
        ],
      },
    },
    {
      wallTime: 1753000000.125,
      step: 3_000_000_000,
      content: {
        kind: "summary",
        values: [{ tag: "fakes", png, height: 172, width: 252 }],
      },
    },
  ] as const;
  const written = events.flatMap((event) => [...tfRecord(encodeEvent(event))]);
  const recorded = Deno.readFileSync(fixture("tensorboard/events.tfevents"));
  assertEquals(new Uint8Array(written), recorded);
});

Deno.test("EventFile tells of scalars and images, each at once", () =>
  withFolder(async (folder) => {
    const events = await EventFile.start(folder, 0, () => 1_700_000_000_250);
    assertEquals(eventFiles(folder), [
      "events.out.tfevents.1700000000.edge-dcgan",
    ]);
    assertEquals(
      readEvents(folder).map(({ step, version, starts }) => {
        return [step, version, starts];
      }),
      [[0, "brain.Event:2", undefined], [1, undefined, true]],
    );
    events.scalars(1, { "loss/real": 0.5, "loss/fake": 0.25 });
    const png = Uint8Array.of(1, 2, 3);
    events.image(2, { tag: "fakes", png, height: 5, width: 6 });
    const [scalars, image] = readEvents(folder).slice(2);
    assertEquals(scalars, {
      wallTime: 1_700_000_000.25,
      step: 1,
      scalars: { "loss/real": 0.5, "loss/fake": 0.25 },
      images: {},
    });
    assertEquals(image?.images, { fakes: { height: 5, width: 6, png } });
    events.close();
  }));

Deno.test("EventFile starts a file that voids what comes after the step", () =>
  withFolder(async (folder) => {
    const first = await EventFile.start(folder, 0);
    for (let step = 1; step <= 5; step++) first.scalars(step, { a: step });
    first.close();
    // The run was killed in the middle of the last record.
    const path = `${folder}/${eventFiles(folder)[0]}`;
    const bytes = await Deno.readFile(path);
    await Deno.writeFile(path, bytes.subarray(0, bytes.length - 3));
    assertEquals(readRecords(await Deno.readFile(path)).length, 2 + 4);

    const second = await EventFile.start(folder, 3);
    second.scalars(4, { a: 40 });
    second.close();
    assertEquals(eventFiles(folder).length, 2);
    assertEquals(
      readEvents(folder).flatMap(({ step, scalars }) =>
        "a" in scalars ? [[step, scalars["a"]]] : []
      ),
      [[1, 1], [2, 2], [3, 3], [4, 40]],
    );
  }));

Deno.test("EventFile names files in the order of their starts, whatever the clock says", () =>
  withFolder(async (folder) => {
    for (const seconds of [1_700_000_100, 1_700_000_100, 1_600_000_000]) {
      (await EventFile.start(folder, 0, () => 1000 * seconds)).close();
    }
    assertEquals(
      eventFiles(folder).map((name) => Number(name.split(".")[3])),
      [1_700_000_100, 1_700_000_101, 1_700_000_102],
    );
  }));
