// The gpu backend's part of the README's table: one piece for each pair of devices that was measured.
import { gpuBar } from './gpuReport.ts';
import { cellNames, usual } from './plan.ts';
import type { GpuRow, GpuRun } from './results.ts';
import { short } from './short.ts';

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const number = (value: number | null | undefined): string => (value == null ? '' : short(value));

/** Markdown of one run, not laid out yet. */
export function gpuTable({ rows, devices, software, machine, browser, date, quick }: GpuRun): string {
  const sizes = [...new Set(rows.map(({ hiddens }) => hiddens))].sort((a, b) => a - b);
  const three = (row: GpuRow | undefined): string[] => {
    const { ratio } = row ?? {};
    const its = ratio ? `${short(ratio.median)} (${short(ratio.min)}–${short(ratio.max)})` : '';
    return [number(row?.ms), number(row?.tfjsMs), its];
  };
  const lines = cellNames.flatMap((cell) =>
    sizes.flatMap((hiddens) => {
      const here = rows.filter((row) => row.cell === cell && row.hiddens === hiddens);
      if (here.length === 0) return [];
      const [webgpu, webgl2] = (['webgpu', 'webgl2'] as const).map((route) =>
        here.find((row) => row.route === route),
      );
      const cpu = webgpu?.cpuMs ?? webgl2?.cpuMs;
      return [line([cell.toUpperCase(), String(hiddens), ...three(webgpu), ...three(webgl2), number(cpu)])];
    }),
  );
  const device = (route: 'webgpu' | 'webgl2') => devices[route] ?? 'not there';
  const only = software.webgpu && software.webgl2 ? ', software GPU only' : '';
  return [
    line(['cell', 'H', '`gpu` webgpu, ms', 'TF.js webgpu, ms', 'ours ÷ TF.js', '`gpu` webgl2, ms', 'TF.js webgl, ms', 'ours ÷ TF.js', '`cpu`, ms']),
    line(['---', ...Array.from({ length: 8 }, () => '--:')]),
    ...lines,
    '',
    `WebGPU: ${device('webgpu')}; WebGL2: ${device('webgl2')}${only}.`,
    `Measured on ${date.slice(0, 10)}${quick ? ' (quick run)' : ''}: ${machine}; ${browser}.`,
  ].join('\n');
} // prettier-ignore

/** All runs under one heading; empty without any. */
export function gpuTables(runs: readonly GpuRun[]): string {
  if (runs.length === 0) return '';
  const { steps, batch, vocabulary } = usual;
  const { met, got } = gpuBar(runs);
  return [
    `The same step on the \`gpu\` backend (T = ${steps}, B = ${batch}, V = ${vocabulary}), in alternation with TensorFlow.js on the same device:`,
    `ms, and ours ÷ TF.js, median of rounds (lowest–highest). Below 1, ours is faster.${met === null ? ` No GPU could be measured: ${got}.` : ''}`,
    ...runs.flatMap((run) => ['', gpuTable(run)]),
  ].join('\n');
}
