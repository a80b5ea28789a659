// The gpu.js forward pass as the book ships it: built and minified, in its worker, under the book's policy and headers,
// on every route, against a float64 loop. What really ran is asserted everywhere: a silent fallback is a failure. It opens
// browsers of its own, since each case needs other GPU flags, and notes itself what goes wrong in their pages.
import { expect, test, type Browser, type LaunchOptions, type Page, type Worker } from '@playwright/test';
import type * as Client from '../../src/backends/gpu/client.ts';
import { kernelSources } from '../../src/backends/gpu/kernels.ts';
import type {
  ForwardProblem,
  ForwardResult,
  ForwardShape,
  Route,
  RouteChoice,
} from '../../src/backends/gpu/types.ts';
import { buildPage, type BuiltPage } from '../backends/gpu/built-page.ts';
import { compare } from '../backends/gpu/compare.ts';
import { randomProblem } from '../backends/gpu/float64.ts';

declare global {
  interface Window {
    gpuTest: typeof Client;
    evalWorks: boolean;
  }
}

// Software devices by name, so that the outcome is every machine's, with or without a GPU of its own.
const WEBGL = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
/** Chromium's WebGPU on Linux hides behind the first of these. */
const WEBGPU = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];
const NO_WEBGPU = ['--disable-blink-features=WebGPU'];

const EXPECTED = {
  webgpu: { executorKind: 'fused-encoder', fallbackReason: null, device: /swiftshader/i },
  // gpu.js has no fused executor for these two, and says so in these words; any others mean a real fallback
  webgl2: {
    executorKind: 'generic',
    fallbackReason: 'pipeline backend is gpu; the fused executor requires webasm',
    device: /swiftshader|llvmpipe/i,
  },
  webasm: { executorKind: 'fused-sync', fallbackReason: null, device: null },
  cpu: {
    executorKind: 'generic',
    fallbackReason: 'pipeline backend is cpu; the fused executor requires webasm',
    device: null,
  },
} as const;

/** τ 1 to 12, H 1 to 6, K 2 to 13, both nonlinearities, the extremes of each. */
const SHAPES: readonly ForwardShape[] = [
  { steps: 1, inputs: 2, hiddens: 1, outputs: 2, nonlinearity: 'tanh' },
  { steps: 1, inputs: 5, hiddens: 6, outputs: 13, nonlinearity: 'relu' },
  { steps: 2, inputs: 1, hiddens: 3, outputs: 2, nonlinearity: 'relu' },
  { steps: 3, inputs: 4, hiddens: 4, outputs: 4, nonlinearity: 'tanh' },
  { steps: 5, inputs: 6, hiddens: 1, outputs: 7, nonlinearity: 'relu' },
  { steps: 7, inputs: 3, hiddens: 2, outputs: 11, nonlinearity: 'tanh' },
  { steps: 9, inputs: 8, hiddens: 5, outputs: 9, nonlinearity: 'relu' },
  { steps: 12, inputs: 12, hiddens: 1, outputs: 3, nonlinearity: 'tanh' },
  { steps: 12, inputs: 13, hiddens: 6, outputs: 13, nonlinearity: 'tanh' },
  { steps: 12, inputs: 13, hiddens: 6, outputs: 13, nonlinearity: 'relu' },
];

const small: ForwardShape = { steps: 4, inputs: 3, hiddens: 3, outputs: 3, nonlinearity: 'tanh' };

let built: BuiltPage;
test.beforeAll(async () => {
  built = await buildPage();
});
test.afterAll(() => built.close());

/** Opens the built page in a browser with extra flags; this machine's launch options stay. */
async function open(
  browserType: { launch(options: LaunchOptions): Promise<Browser> },
  launchOptions: LaunchOptions,
  flags: readonly string[],
): Promise<{ browser: Browser; page: Page; complaints: string[] }> {
  const browser = await browserType.launch({
    ...launchOptions,
    args: [...(launchOptions.args ?? []), ...flags],
  });
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || /fall/i.test(message.text())) complaints.push(message.text());
  });
  await page.goto(built.url);
  await page.waitForFunction(() => 'gpuTest' in window);
  return { browser, page, complaints };
}

type Answer = { ok: true; result: ForwardResult } | { ok: false; code: string; message: string };

/** One request to the page's own client; failures come back as data. */
function ask(page: Page, problem: ForwardProblem, route: RouteChoice, timeoutMs = 30_000): Promise<Answer> {
  return page.evaluate(
    async ({ problem, route, timeoutMs }): Promise<Answer> => {
      try {
        const result = await window.gpuTest.gpuClient.forward(problem, { route, timeoutMs });
        // Playwright does not carry typed arrays in every version: plain numbers do
        const plain = (rows: Float32Array[]): Float32Array[] => rows.map((row) => Array.from(row) as never);
        const { a, h, o, yHat } = result;
        return { ok: true, result: { ...result, a: plain(a), h: plain(h), o: plain(o), yHat: plain(yHat) } };
      } catch (error) {
        const { code, message } = error as Client.GpuError;
        return { ok: false, code: code ?? 'untyped', message };
      }
    },
    { problem: plainProblem(problem), route, timeoutMs },
  );
}

function plainProblem(problem: ForwardProblem): ForwardProblem {
  const plain = Object.entries(problem).map(([key, value]) => [
    key,
    ArrayBuffer.isView(value) ? Array.from(value as never) : value,
  ]);
  return Object.fromEntries(plain) as ForwardProblem;
}

function succeed(answer: Answer): ForwardResult {
  if (!answer.ok) throw new Error(`${answer.code}: ${answer.message}`);
  return answer.result;
}

function worker(page: Page): Worker {
  const last = page.workers().at(-1);
  if (last === undefined) throw new Error('the page has no worker');
  return last;
}

test.describe('with WebGPU', () => {
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  test.beforeAll(async ({ playwright, launchOptions }) => {
    ({ browser, page, complaints } = await open(playwright.chromium, launchOptions, [...WEBGL, ...WEBGPU]));
  });
  test.afterAll(() => browser.close());

  for (const route of ['webgpu', 'webgl2', 'webasm', 'cpu'] as const) {
    test(`${route}: every shape agrees with the float64 loop, and ${route} it was`, async () => {
      test.setTimeout(120_000);
      const runs: string[] = [];
      for (const [i, shape] of SHAPES.entries()) {
        // the same compiled pipeline three times: weights of the lesson, of saturation, and of the lesson again, which
        // must not see what the second left behind
        for (const [round, scale] of [1, 100, 1].entries()) {
          const problem = randomProblem(shape, 100 * i + round, scale);
          const result = succeed(await ask(page, problem, route));
          const { device, ...expected } = EXPECTED[route];
          expect(result).toMatchObject({
            ...expected,
            backend: route,
            requested: route,
            passedOver: [],
            software: true,
          });
          if (device === null) expect(result.device).toBeNull();
          else expect(result.device).toMatch(device);
          expect(result).toMatchObject({ compiled: round === 0, passes: 4 * shape.steps + 2 });
          expect(result.runMs).toBeGreaterThan(0);
          const { worst, wrong } = compare(problem, result, scale !== 1);
          expect(wrong, `${JSON.stringify(shape)} at ±${scale}`).toEqual([]);
          runs.push(
            `${scale} ${worst.toExponential(1)} ${result.compileMs.toFixed(0)} ${result.runMs.toFixed(2)}`,
          );
        }
      }
      test
        .info()
        .annotations.push({ type: 'scale, worst error, compile ms, run ms', description: runs.join('; ') });
      expect(complaints).toEqual([]);
    });
  }

  test('the GPU’s own calls are made: draws on WebGL2, dispatches on WebGPU', async () => {
    // the strongest proof that a worker's WebGL2 or WebGPU computed it, apart from any library's word
    const problem = randomProblem({ ...small, outputs: 4 }, 1, 1);
    const passes = 4 * small.steps + 2;
    succeed(await ask(page, problem, 'webgl2'));
    await worker(page).evaluate(() => {
      const counts = { draws: 0, dispatches: 0 };
      const draw = WebGL2RenderingContext.prototype.drawArrays;
      WebGL2RenderingContext.prototype.drawArrays = function (...parameters) {
        counts.draws++;
        draw.apply(this, parameters);
      };
      const dispatch = GPUComputePassEncoder.prototype.dispatchWorkgroups;
      GPUComputePassEncoder.prototype.dispatchWorkgroups = function (...parameters) {
        counts.dispatches++;
        return dispatch.apply(this, parameters);
      };
      Object.assign(globalThis, { counts });
    });
    const counts = (): Promise<{ draws: number; dispatches: number }> =>
      worker(page).evaluate(() => ({
        ...(globalThis as unknown as { counts: { draws: number; dispatches: number } }).counts,
      }));
    succeed(await ask(page, problem, 'webgl2'));
    const { draws } = await counts();
    // five timed runs of 4τ + 2 passes, and seven arguments each uploaded by a pass of its own
    expect(draws).toBe(5 * (passes + 7));
    // on WebGPU the shape is new: one run more, which compiled
    succeed(await ask(page, problem, 'webgpu'));
    expect(await counts()).toEqual({ draws, dispatches: 6 * passes });
    await page.evaluate(() => window.gpuTest.gpuClient.terminate());
  });

  test('auto takes WebGPU where there is one', async () => {
    const result = succeed(await ask(page, randomProblem(small, 2, 1), 'auto'));
    expect(result).toMatchObject({ requested: 'auto', backend: 'webgpu', passedOver: [] });
  });

  test('numbers too large for float32 are refused, not shown', async () => {
    const problem = {
      ...randomProblem({ ...small, nonlinearity: 'relu' }, 3, 1),
      b: [3e38, 3e38, 3e38],
      h0: [3e38, 3e38, 3e38],
    };
    const W = new Array<number>(9).fill(1);
    for (const route of ['webgpu', 'webgl2', 'webasm', 'cpu', 'auto'] as const) {
      expect(await ask(page, { ...problem, W }, route)).toMatchObject({ ok: false, code: 'not-finite' });
    }
  });

  for (const route of ['webgl2', 'webgpu'] as const) {
    test(`${route} lost in the middle of a run: a typed failure, then a fresh device`, async () => {
      const problem = randomProblem(small, 4, 1);
      succeed(await ask(page, problem, route));
      await worker(page).evaluate((route) => {
        let calls = 0;
        if (route === 'webgl2') {
          const prototype = WebGL2RenderingContext.prototype;
          const draw = prototype.drawArrays;
          prototype.drawArrays = function (...parameters) {
            if (++calls === 9) this.getExtension('WEBGL_lose_context')?.loseContext();
            draw.apply(this, parameters);
          };
        } else {
          const prototype = GPUDevice.prototype;
          const create = prototype.createCommandEncoder;
          prototype.createCommandEncoder = function (...parameters) {
            if (++calls === 3) this.destroy();
            return create.apply(this, parameters);
          };
        }
      }, route);
      expect(await ask(page, problem, route)).toMatchObject({ ok: false, code: 'context-lost' });
      const again = succeed(await ask(page, problem, route));
      expect(again).toMatchObject({ backend: route, compiled: true });
      expect(compare(problem, again, false).wrong).toEqual([]);
    });
  }

  test('a worker ended, crashed or late in mid request: a typed error, and the next request works', async () => {
    const problem = randomProblem({ ...small, steps: 11 }, 5, 1);
    const works = async (): Promise<void> => {
      for (const route of ['webgl2', 'webgpu'] as const) {
        const result = succeed(await ask(page, problem, route));
        expect(result).toMatchObject({ backend: route, compiled: true });
        expect(compare(problem, result, false).wrong).toEqual([]);
      }
    };
    // a shape new to the worker compiles for tens of milliseconds, so this hits it at work
    const ended = page.evaluate(async (problem) => {
      const { gpuClient } = window.gpuTest;
      const onProgress = (): void => void setTimeout(() => gpuClient.terminate());
      const answer = gpuClient.forward(problem, { route: 'webgl2', onProgress });
      return answer.then(
        () => 'answered',
        (error: unknown) => (error as Client.GpuError).code,
      );
    }, plainProblem(problem));
    expect(await ended).toBe('terminated');
    await works();

    await worker(page).evaluate(() => {
      const prototype = WebGL2RenderingContext.prototype;
      const draw = prototype.drawArrays;
      prototype.drawArrays = function (...parameters) {
        reportError(new Error('thrown by the test'));
        draw.apply(this, parameters);
      };
    });
    const crashed = await ask(page, problem, 'webgl2');
    expect(crashed).toMatchObject({ ok: false, code: 'crashed' });
    expect(JSON.stringify(crashed)).toContain('thrown by the test');
    await works();

    expect(await ask(page, problem, 'webgl2', 1)).toMatchObject({ ok: false, code: 'timeout' });
    await works();
  });
});

test('without WebGPU, auto runs on WebGL2 and says why', async ({ playwright, launchOptions }) => {
  const { browser, page } = await open(playwright.chromium, launchOptions, [...WEBGL, ...NO_WEBGPU]);
  const problem = randomProblem(small, 6, 1);
  const result = succeed(await ask(page, problem, 'auto'));
  expect(result).toMatchObject({ backend: 'webgl2', passedOver: [{ route: 'webgpu' }] });
  expect(result.passedOver[0]?.reason).toContain('WebGPU');
  expect(compare(problem, result, false).wrong).toEqual([]);
  expect(await ask(page, problem, 'webgpu')).toMatchObject({ ok: false, code: 'unavailable' });
  await browser.close();
});

test('without any GPU, auto runs on webasm and says why', async ({ playwright, launchOptions }) => {
  const { browser, page } = await open(playwright.chromium, launchOptions, [
    '--use-gl=disabled',
    ...NO_WEBGPU,
  ]);
  const problem = randomProblem(small, 7, 1);
  const result = succeed(await ask(page, problem, 'auto'));
  expect(result).toMatchObject({ backend: 'webasm', executorKind: 'fused-sync' });
  expect(result.passedOver.map(({ route }) => route)).toEqual(['webgpu', 'webgl2'] satisfies Route[]);
  expect(await ask(page, problem, 'webgl2')).toMatchObject({ ok: false, code: 'unavailable' });
  await browser.close();
});

test('the page stays strict and light: no eval, no gpu.js, kernels word for word', async ({
  playwright,
  launchOptions,
}) => {
  const { browser, page, complaints } = await open(playwright.chromium, launchOptions, []);
  expect(page.workers()).toEqual([]);
  expect(await page.evaluate(() => window.evalWorks)).toBe(false);
  expect(complaints).toEqual([]);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  // what the reader is shown, after the minifier, is what stands in the source
  expect(await page.evaluate(() => window.gpuTest.kernelSources)).toEqual(kernelSources);
  await browser.close();

  const workers = built.scripts.filter(({ text }) => text.includes('createPipeline requires'));
  expect(workers.map(({ name }) => name)).toEqual([expect.stringMatching(/^worker-/)]);
  const pageSide = built.scripts.filter((script) => !workers.includes(script));
  // measured: 116 KB for the worker (loaded on the reader's wish), 3.5 KB for the page's side with comlink
  expect(workers[0]?.brotli).toBeLessThan(130_000);
  expect(pageSide.reduce((sum, { brotli }) => sum + brotli, 0)).toBeLessThan(6_000);
});
