/**
 * Memory in use on all NVIDIA GPUs of the machine, as `nvidia-smi` reports it:
 * it lists no process that uses Vulkan.
 *
 * @returns Megabytes; undefined where there is no `nvidia-smi`.
 */
export async function gpuMegabytes(): Promise<number | undefined> {
  try {
    const { success, stdout } = await new Deno.Command("nvidia-smi", {
      args: ["--query-gpu=memory.used", "--format=csv,noheader,nounits"],
      stderr: "null",
    }).output();
    if (!success) return undefined;
    const lines = new TextDecoder().decode(stdout).trim().split("\n");
    return lines.reduce((sum, line) => sum + Number(line), 0);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
