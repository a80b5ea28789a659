// The gpu backend's part of the benchmark, in a browser of its own: on the machine's GPU where the browser finds one, else on software.
import { cpus, totalmem } from 'node:os';
import { chromium, type Browser, type Page } from '@playwright/test';
import { isSoftware } from '../../src/backends/gpu/routes.ts';
import { realGpuFlags, softwareGpuFlags, usualFlags } from '../browser-flags.ts';
import type { Browser as Found } from '../browser-path.ts';
import { gpuPlanOf, type GpuRoute } from './gpuPlan.ts';
import { gpuRowsOf } from './gpuReport.ts';
import { measure, nameOf, type Measured } from './measure.ts';
import type { Check, GpuRun } from './results.ts';
import { aboutPage, inPage } from './systems.ts';

interface Opened {
  readonly browser: Browser;
  readonly page: Page;
  readonly devices: Record<GpuRoute, string | null>;
  readonly software: Record<GpuRoute, boolean>;
}

async function openWith(flags: readonly string[], path: string, url: string): Promise<Opened> {
  const browser = await chromium.launch({
    executablePath: path,
    headless: true,
    args: [...usualFlags, ...flags],
  });
  try {
    const page = await browser.newPage();
    await page.goto(url);
    const { webgl: webgl2, webgpu } = await aboutPage(page);
    const software = { webgpu: isSoftware('webgpu', webgpu), webgl2: isSoftware('webgl2', webgl2) };
    return { browser, page, devices: { webgpu, webgl2 }, software };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** On the machine's own GPU where WebGPU finds one. */
async function openBest(path: string, url: string): Promise<Opened> {
  const real = await openWith(realGpuFlags, path, url).catch(() => null);
  if (real?.devices.webgpu != null && !real.software.webgpu) return real;
  await real?.browser.close();
  return openWith(softwareGpuFlags, path, url);
}

function say({ measurement: { shape }, checks }: Measured, row: GpuRun['rows'][number]): void {
  const ms = (value: number | null) => (value === null ? '–' : `${value.toFixed(1)} ms`);
  const { route, ratio } = row;
  console.log(
    `  ${shape.cell} H ${shape.hiddens} ${route}: ${ms(row.ms)}, TensorFlow.js ${ms(row.tfjsMs)}, ` +
      `ours ÷ its ${ratio ? `${ratio.median.toFixed(2)} (${ratio.min.toFixed(2)}–${ratio.max.toFixed(2)})` : '–'}, ` +
      `cpu ${ms(row.cpuMs)}; first step ${ms(row.firstMs)}, its ${ms(row.tfjsFirstMs)}`,
  );
  for (const { same, updates, difference, ...id } of checks)
    console.log(
      `    ${same ? 'same loss' : 'ANOTHER LOSS'}: ${nameOf(id)} after ${updates} updates, at most ${difference.toExponential(1)} apart`,
    );
}

/**
 * @param url where the page of build.ts is served
 * @param wanted whether a shape is to be measured
 * @returns the run, and how losses compared with ours
 * @throws Error where there is no browser page to measure in; a route that does not start is left out with a note
 */
export async function measureGpu(
  url: string,
  found: Found,
  quick: boolean,
  wanted: (shape: Measured['measurement']['shape']) => boolean,
): Promise<{ run: GpuRun; checks: Check[] }> {
  const { browser, page, devices, software } = await openBest(found.path, url);
  const notes: string[] = [];
  const note = (text: string): void => {
    notes.push(text);
    console.log(`  note: ${text}`);
  };
  const all: Measured[] = [];
  try {
    for (const route of ['webgpu', 'webgl2'] as const)
      console.log(
        `${route} runs on ${devices[route] ?? 'nothing'}${software[route] ? ' (software GPU only)' : ''}`,
      );
    const plan = gpuPlanOf(quick, software.webgpu);
    const begun = performance.now();
    const left = (): number => plan.totalMs - (performance.now() - begun);
    for (const measurement of plan.measurements) {
      const { shape, base } = measurement;
      if (!wanted(shape)) continue;
      const what = `${shape.cell} H ${shape.hiddens} on ${base?.backend}`;
      if (left() <= 0) {
        note(`${what} left out: time was up`);
        continue;
      }
      try {
        const one = await measure(measurement, plan, {
          yardstick: null,
          note,
          left,
          open: (candidate) => inPage(page, null, candidate, shape),
        });
        all.push(one);
        say(one, gpuRowsOf([one])[0]!);
      } catch (error) {
        note(`${what} left out: ${(error as Error).message}`);
      }
    }
  } finally {
    await browser.close();
  }
  const run: GpuRun = {
    machine: `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB`,
    browser: found.version,
    date: new Date().toISOString(),
    quick,
    devices,
    software,
    rows: gpuRowsOf(all),
    notes,
  };
  return { run, checks: all.flatMap((one) => one.checks) };
}
