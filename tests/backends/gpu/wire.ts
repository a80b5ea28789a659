// Calls and answers as text, for the way between Node and a page's worker: typed arrays keep their kind and every bit, numbers that
// JSON lacks stay themselves. Runs on both sides.
import type { GpuRoute } from '../../../src/backends/gpu/training/device.ts';
import type { CallReport } from '../../../src/backends/gpu/training/pipelines.ts';

const kinds = { Float32Array, Float64Array, Int32Array } as const;
type Kind = keyof typeof kinds;

const isKind = (name: string): name is Kind => Object.hasOwn(kinds, name);

function toBase64({ buffer, byteOffset, byteLength }: ArrayBufferView): string {
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  let text = '';
  // a call takes only so many arguments
  for (let n = 0; n < bytes.length; n += 8192) text += String.fromCharCode(...bytes.subarray(n, n + 8192));
  return btoa(text);
}

const fromBase64 = (text: string): ArrayBuffer =>
  Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;

/**
 * @param value data: objects, lists, strings, booleans, null, any numbers, and Float32Array, Float64Array, Int32Array
 * @throws TypeError for a typed array of another kind
 */
export const encode = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) => {
    if (ArrayBuffer.isView(one)) {
      const name = one.constructor.name;
      if (!isKind(name))
        throw new TypeError(`encode: a ${name}, expected ${Object.keys(kinds).join(' or ')}`);
      return { $array: name, bytes: toBase64(one) };
    }
    if (typeof one === 'number' && (!Number.isFinite(one) || Object.is(one, -0)))
      return { $number: Object.is(one, -0) ? '-0' : String(one) };
    return one;
  });

export const decode = (text: string): unknown =>
  JSON.parse(text, (_, one: unknown) => {
    if (typeof one !== 'object' || one === null) return one;
    const { $array, bytes, $number } = one as { $array?: Kind; bytes?: string; $number?: string };
    if ($array !== undefined) return new kinds[$array](fromBase64(bytes!));
    return $number === undefined ? one : Number($number);
  });

/** What Node asks of the worker. */
export interface Call {
  /** Which backend. */
  readonly route: GpuRoute;
  /** The trainer's number, as `create` gave it; none for the backend's own. */
  readonly trainer?: number;
  readonly method: string;
  readonly args: readonly unknown[];
}

/** What `create` answers. */
export interface Made {
  readonly trainer: number;
  readonly stepsAtOnce: number;
}

/** What it answers. */
export type Answer =
  | {
      readonly ok: true;
      readonly value: unknown;
      /** Of a trainer: what ran, in its own words. */
      readonly report?: CallReport | null;
    }
  | {
      readonly ok: false;
      readonly name: string;
      readonly message: string;
      readonly code?: string;
      /** Where it was thrown, for whoever mends it. */
      readonly stack?: string;
    };
