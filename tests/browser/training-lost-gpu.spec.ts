// A GPU that is lost while the panel trains on it: the run goes on on cpu from its last step, by itself, and says what happened. On both
// routes, with software devices by name; each needs a browser of its own for its flags.
import { expect, test, type Page } from '@playwright/test';
import { awake, becomes, button, curve, panel, part, path, runOn, set, stepOf } from './support/training.ts';

test.skip(path === undefined, 'no page holds the training panel');

const routes = {
  webgpu: {
    flags: ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'],
    backend: 'gpu (float32, gpu.js on WebGPU)',
    device: /^WebGPU, .*SwiftShader.* \(software\)$/i,
    lost: 'the WebGPU device was lost',
  },
  webgl2: {
    flags: ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-blink-features=WebGPU'],
    backend: 'gpu (float32, gpu.js on WebGL2)',
    device: /^WebGL2, .*(SwiftShader|llvmpipe).* \(software\)$/i,
    lost: 'the WebGL context was lost',
  },
} as const;

/** Runs in the worker before anything of the book: takes the device away when it is next given work, in the middle of a step. */
const takeAway = `{
  let now = false;
  self.loseGpu = () => (now = true);
  const before = (owner, name, take) => {
    const own = owner?.prototype[name];
    if (own) owner.prototype[name] = function (...of) {
      if (now) take(this);
      now = false;
      return own.apply(this, of);
    };
  };
  const devices = new WeakMap();
  const adapter = self.GPUAdapter?.prototype;
  const request = adapter?.requestDevice;
  if (request) adapter.requestDevice = async function (...of) {
    const device = await request.apply(this, of);
    devices.set(device.queue, device);
    return device;
  };
  before(self.GPUQueue, 'submit', (queue) => devices.get(queue).destroy());
  before(WebGL2RenderingContext, 'drawArrays', (gl) => gl.getExtension('WEBGL_lose_context').loseContext());
}
`;
const loseGpu = (page: Page) =>
  Promise.all(
    page
      .workers()
      .filter((worker) => /\/worker-/.test(worker.url()))
      .map((worker) => worker.evaluate(() => (self as unknown as { loseGpu(): void }).loseGpu())),
  );

for (const [route, { flags, backend, device, lost }] of Object.entries(routes))
  test(`${route} lost in the middle of a run: it goes on on cpu`, async ({ playwright, launchOptions }) => {
    test.setTimeout(150_000); // a software GPU compiles for seconds, more on a busy machine
    const browser = await playwright.chromium.launch({
      ...launchOptions,
      args: [...(launchOptions.args ?? []), ...flags],
    });
    try {
      const page = await browser.newPage({ baseURL: process.env['UNROLLED_URL']! });
      const uncaught: string[] = [];
      page.on('pageerror', (error) => uncaught.push(String(error)));
      await page.route(/\/worker-[^/]*\.js$/, async (request) => {
        const answer = await request.fetch();
        await request.fulfill({ response: answer, body: takeAway + (await answer.text()) });
      });
      await page.goto(path!);
      await awake(page);
      await set(page, { 'hidden units': '12', 'time steps': '6', 'updates to make': '3000' });
      await runOn(page, 'gpu');
      await button(page, 'train').click();
      await expect(part(page, 'status')).toContainText(/Compiling for Web(GPU|GL2)/, { timeout: 30_000 });
      await expect(part(page, 'backend')).toHaveText(backend, { timeout: 60_000 });
      await expect(part(page, 'device')).toHaveText(device);
      await expect.poll(() => stepOf(page), { timeout: 60_000 }).toBeGreaterThan(30);
      await loseGpu(page);

      await expect(part(page, 'moved')).toHaveText(new RegExp(`^After step [\\d,]+, gpu broke off: ${lost}`));
      await expect(panel(page).getByRole('status').first()).toContainText('gpu broke off');
      await expect(part(page, 'backend')).toHaveText('cpu (float32, WebAssembly SIMD)');
      await becomes(page, 'finished', 60_000);
      await expect(part(page, 'step')).toHaveText('3,000');
      const rows = await curve(page);
      const steps = rows.map(([step]) => Number(step!.replaceAll(',', '')));
      expect(steps.toSorted((a, b) => a - b)).toEqual(steps);
      expect(new Set(steps).size).toBe(steps.length);

      // from its beginning on cpu, the same run: equal to a hundredth or so before the roundings of two machines part them
      await runOn(page, 'cpu');
      await button(page, 'start over, same seed').click();
      await expect(part(page, 'moved')).toHaveCount(0);
      await becomes(page, 'finished', 60_000);
      const again = await curve(page);
      for (const [n, row] of again.slice(0, 3).entries())
        expect(Math.abs(Number(row[3]) - Number(rows[n]![3])), `step ${row[0]}`).toBeLessThan(0.02);
      expect(uncaught).toEqual([]);
    } finally {
      await browser.close();
    }
  });
