// What the panel says about routes, times and failures.
import type { GpuErrorCode, Progress, Route, RouteChoice } from '../../backends/gpu/client.ts';

/** A choice of the panel: a route of the GPU library, the library's own pick, or the book's reference. */
export type Choice = RouteChoice | 'reference';

export const choices: readonly { readonly id: Choice; readonly name: string }[] = [
  { id: 'auto', name: 'auto' },
  { id: 'webgpu', name: 'WebGPU' },
  { id: 'webgl2', name: 'WebGL2' },
  { id: 'webasm', name: 'WASM' },
  { id: 'cpu', name: 'cpu' },
  { id: 'reference', name: 'reference' },
];

export const routeName: Readonly<Record<Route, string>> = {
  webgpu: 'WebGPU',
  webgl2: 'WebGL2',
  webasm: 'WASM',
  cpu: 'cpu',
};

/** What ran, and on what: a graphics card, software that stands in for one, or no GPU at all. */
export function ranOn(route: Route, device: string | null, software: boolean): string {
  if (route === 'webasm') return 'WASM: WebAssembly on the processor, no GPU';
  if (route === 'cpu') return 'cpu: plain JavaScript, no GPU';
  const on = device ? `, on ${device}` : ', on a device that the browser does not name';
  return `${routeName[route]}${on}${software ? ': a software GPU, so its times say nothing of a graphics card' : ''}`;
}

/** `0.042 ms`, `3.1 ms`, `812 ms`. */
export const milliseconds = (ms: number): string =>
  `${ms >= 99.5 ? ms.toFixed(0) : ms >= 1 ? ms.toFixed(1) : ms.toPrecision(2)} ms`;

/** `4·10⁶`: one digit, for a magnification. */
export function powerOfTen(value: number): string {
  const [digit, exponent] = value.toExponential(0).split('e+') as [string, string | undefined];
  return exponent === undefined
    ? value.toPrecision(1)
    : `${digit}·10${[...exponent].map((d) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(d)]).join('')}`;
}

export const progressText = ({ route, stage }: Progress): string =>
  stage === 'compiling'
    ? `Compiling for ${routeName[route]}. The first time takes a second or so; after that it is kept.`
    : `Running on ${routeName[route]}.`;

/** A full stop at the end, exactly one. */
export const sentence = (text: string): string => text.replace(/\.?\s*$/, '.');

/** What the reader can do about a failure; empty where the message says it all. */
export const remedy: Readonly<Record<GpuErrorCode, string>> = {
  'bad-input': '',
  unavailable: 'Choose another route, or auto.',
  'fell-back':
    'A result of another route under this name would be a lie, so none is shown. Choose another route, or auto.',
  'context-lost': 'Run it again: a new one will be asked for.',
  'out-of-memory': 'Close what else uses the GPU, or choose another route.',
  'too-large': 'Choose another route.',
  'too-many-passes': 'Choose another route.',
  'not-finite': 'The weights are too large for float32; the reference has room up to 10³⁰⁸.',
  failed: 'Run it again, or choose another route.',
  timeout: 'Run it again, or choose another route.',
  crashed: 'Run it again: a new worker will be started.',
  terminated: '',
  cancelled: '',
};
