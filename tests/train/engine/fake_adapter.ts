/** A GPU adapter that has nothing but information about itself. */
export function fakeAdapter(
  info: Partial<Omit<GPUAdapterInfo, "__brand">>,
): GPUAdapter {
  const unknown = {
    vendor: "",
    architecture: "",
    device: "",
    description: "",
    isFallbackAdapter: false,
  };
  return { info: { ...unknown, ...info } } as GPUAdapter;
}
