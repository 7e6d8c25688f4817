import type { InferenceSession } from "onnxruntime-web";
import type { Device } from "../train/engine/engine.ts";
import type { OnnxRuntime } from "../train/engine/onnx_engine.ts";

/** The build of onnxruntime that a device's engine uses. */
async function runtimeOf(device: Device): Promise<OnnxRuntime> {
  if (device === "webgpu") return await import("onnxruntime-web/webgpu");
  if (device === "wasm") return await import("onnxruntime-web");
  return await import("onnxruntime-node");
}

/**
 * Prints the profile of a session. onnxruntime-web does that itself, as it has
 * no files; onnxruntime-node writes a file.
 */
async function printProfile(
  session: InferenceSession,
  folder: string,
): Promise<void> {
  session.endProfiling();
  for await (const { name } of Deno.readDir(folder)) {
    console.log(await Deno.readTextFile(`${folder}/${name}`));
  }
}

/**
 * Profiles the sessions that a device's engine opens, and prints the profiles.
 *
 * @param device The device.
 * @param work Opens the engine, uses it, and does not release it.
 */
export async function printProfiles(
  device: Device,
  work: () => Promise<void>,
): Promise<void> {
  const { InferenceSession } = await runtimeOf(device);
  const { create } = InferenceSession;
  const folder = await Deno.makeTempDir();
  const sessions: { session: InferenceSession; folder: string }[] = [];
  const createProfiled = async (
    model: Uint8Array,
    options?: InferenceSession.SessionOptions,
  ) => {
    const own = await Deno.makeTempDir({ dir: folder });
    const session = await create.call(InferenceSession, model, {
      ...options,
      enableProfiling: true,
      profileFilePrefix: `${own}/profile`,
    });
    sessions.push({ session, folder: own });
    return session;
  };
  InferenceSession.create = createProfiled as typeof create;
  try {
    await work();
    for (const { session, folder } of sessions) {
      await printProfile(session, folder);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
