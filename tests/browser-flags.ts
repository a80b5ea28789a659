// How Chromium is started wherever tests or the benchmark start it.

export const usualFlags = [
  '--no-sandbox', // As root, where CI often runs, Chromium refuses to start with it.
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** WebGL and WebGPU on software devices by name, so that the outcome is every machine's, with or without a GPU of its own. */
export const softwareGpuFlags = [
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
];

/** WebGL and WebGPU on the machine's own GPU, where it has one. Headless Chromium on Linux reaches it through Vulkan only. */
export const realGpuFlags = [
  '--ignore-gpu-blocklist',
  '--enable-unsafe-webgpu',
  ...(process.platform === 'linux' ? ['--enable-features=Vulkan', '--use-angle=vulkan'] : []),
];
