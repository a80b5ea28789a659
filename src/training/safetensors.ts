// The safetensors format (huggingface/safetensors, format documentation of version 0.4): eight bytes with the length of a JSON
// header (little-endian), the header, then the numbers of all tensors without a gap. No code, no pickle: safe to open.

export interface Tensor {
  readonly shape: readonly number[];
  /** Row-major. */
  readonly data: Float32Array | Float64Array;
}

export interface TensorFile {
  readonly tensors: Readonly<Record<string, Tensor>>;
  /** Free text by key. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** What a file was found to be, and what was expected: a sentence for the reader. */
export class SafetensorsError extends Error {
  override name = 'SafetensorsError';
}

/** A header larger than this is refused before it is read; a million tensors would fit. */
const largestHeader = 100_000_000;
/** The numbers begin at a multiple of this, so that they can be mapped. */
const alignment = 8;

const types = { F32: Float32Array, F64: Float64Array } as const;
type TypeName = keyof typeof types;

const count = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** @throws {RangeError} where a shape does not fit its data */
export function writeSafetensors({ tensors, metadata }: TensorFile): Uint8Array<ArrayBuffer> {
  let offset = 0;
  const entries = Object.entries(tensors).map(([name, { shape, data }]) => {
    if (count(shape) !== data.length)
      throw new RangeError(
        `writeSafetensors: ${name} has ${data.length} numbers, expected ${count(shape)} for shape [${shape.join(', ')}]`,
      );
    const dtype: TypeName = data instanceof Float32Array ? 'F32' : 'F64';
    const offsets = [offset, (offset += data.byteLength)];
    return { name, data, header: { dtype, shape, data_offsets: offsets } };
  });
  const header: Record<string, unknown> = Object.keys(metadata).length ? { __metadata__: metadata } : {};
  for (const entry of entries) header[entry.name] = entry.header;
  const text = new TextEncoder().encode(JSON.stringify(header));
  const padded = Math.ceil(text.length / alignment) * alignment;
  const bytes = new Uint8Array(8 + padded + offset);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(padded), true);
  bytes.fill(0x20, 8, 8 + padded); // spaces, as the format asks
  bytes.set(text, 8);
  let at = 8 + padded;
  for (const { data } of entries)
    for (const value of data) {
      if (data instanceof Float32Array) view.setFloat32(at, value, true);
      else view.setFloat64(at, value, true);
      at += data.BYTES_PER_ELEMENT;
    }
  return bytes;
}

/**
 * @param bytes a whole file
 * @throws {SafetensorsError} for anything that is no such file, or holds what the book does not train with (only F32 and F64)
 */
export function readSafetensors(bytes: Uint8Array): TensorFile {
  const { header, start } = readHeader(bytes);
  const { __metadata__: metadata = {}, ...entries } = header;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tensors = Object.create(null) as Record<string, Tensor>; // a tensor may be called __proto__
  const spans: [from: number, to: number, name: string][] = [];
  for (const [name, entry] of Object.entries(entries)) {
    const { dtype, shape, from, to } = readEntry(name, entry, bytes.length - start);
    spans.push([from, to, name]);
    const data = new types[dtype](count(shape));
    for (let i = 0; i < data.length; i++) {
      const at = start + from + i * data.BYTES_PER_ELEMENT;
      data[i] = dtype === 'F32' ? view.getFloat32(at, true) : view.getFloat64(at, true);
    }
    tensors[name] = { shape, data };
  }
  checkSpans(spans, bytes.length - start);
  return { tensors, metadata: readMetadata(metadata) };
}

function readHeader(bytes: Uint8Array): { header: Record<string, unknown>; start: number } {
  if (bytes.length < 8)
    throw new SafetensorsError(
      `The file has ${bytes.length} bytes, expected at least 8: it is no safetensors file.`,
    );
  const length = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);
  if (length > BigInt(Math.min(largestHeader, bytes.length - 8)))
    throw new SafetensorsError(
      `The header is said to have ${length} bytes, but the file has ${bytes.length}: it is cut off, or no safetensors file.`,
    );
  const start = 8 + Number(length);
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, start)));
  } catch {
    throw new SafetensorsError('The header is no JSON: this is no safetensors file, or a damaged one.');
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header))
    throw new SafetensorsError('The header is no JSON object, expected one entry for each tensor.');
  return { header: header as Record<string, unknown>, start };
}

interface Entry {
  readonly dtype: TypeName;
  readonly shape: readonly number[];
  /** Bytes after the header. */
  readonly from: number;
  readonly to: number;
}

const isSize = (v: unknown): v is number => typeof v === 'number' && Number.isSafeInteger(v) && v >= 0;

function readEntry(name: string, entry: unknown, available: number): Entry {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Record<string, unknown>;
  const fail = (what: string): never => {
    throw new SafetensorsError(`${name}: ${what}.`);
  };
  if (typeof dtype !== 'string' || !Object.hasOwn(types, dtype))
    return fail(`its numbers are of type ${JSON.stringify(dtype)}, expected F32 or F64`);
  if (!Array.isArray(shape) || !shape.every(isSize) || !isSize(count(shape)))
    return fail(`its shape is ${JSON.stringify(shape)}, expected a list of sizes`);
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isSize))
    return fail(`its place is ${JSON.stringify(offsets)}, expected two offsets`);
  const [from, to] = offsets as [number, number];
  const bytes = count(shape) * types[dtype as TypeName].BYTES_PER_ELEMENT;
  if (to - from !== bytes)
    return fail(`it takes ${to - from} bytes, expected ${bytes} for shape [${shape.join(', ')}]`);
  if (to > available) return fail(`it ends at byte ${to} of ${available}: the file is cut off`);
  return { dtype: dtype as TypeName, shape, from, to };
}

/** The format allows neither gaps nor overlaps. */
function checkSpans(spans: [from: number, to: number, name: string][], available: number): void {
  let end = 0;
  for (const [from, to, name] of spans.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    if (from !== end)
      throw new SafetensorsError(
        `${name}: it begins at byte ${from}, expected ${end}: the tensors ${from < end ? 'overlap' : 'leave a gap'}.`,
      );
    end = to;
  }
  if (end !== available)
    throw new SafetensorsError(`The tensors take ${end} bytes, but ${available} follow the header.`);
}

function readMetadata(metadata: unknown): Readonly<Record<string, string>> {
  const fits =
    typeof metadata === 'object' &&
    metadata !== null &&
    Object.values(metadata).every((v) => typeof v === 'string');
  if (!fits) throw new SafetensorsError('The metadata is no list of texts by key.');
  return metadata as Record<string, string>;
}
