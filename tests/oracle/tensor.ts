// Tensors of an oracle case: nested lists of JSON, read into a flat array with a checked shape.

export interface Tensor {
  readonly shape: readonly number[];
  /** Row-major. */
  readonly data: Float64Array;
}

/** What makes a case unreadable: where in the file, what was expected and what was found. */
export class CaseError extends Error {
  override name = 'CaseError';
}

/** A JSON value as it is shown in a message: whole if it is short. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** Python writes NaN and ±Infinity, which JSON lacks: `parseJson` turns them into these strings. */
const nonFinite: Readonly<Record<string, number>> = { NaN, Infinity, '-Infinity': -Infinity };

/** JSON as Python writes it, with NaN and ±Infinity among the numbers. */
export function parseJson(text: string): unknown {
  return JSON.parse(text.replace(/(?<=[[,:]\s*)(NaN|-?Infinity)(?=\s*[\],}])/g, '"$1"'));
}

/** A number, NaN and ±Infinity included. */
export function readNumber(value: unknown, where: string): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string' && Object.hasOwn(nonFinite, value)) return nonFinite[value]!;
  throw new CaseError(`${where}: expected a number, found ${shown(value)}`);
}

/** Nested lists of exactly this shape. */
export function readTensor(value: unknown, shape: readonly number[], where: string): Tensor {
  const data: number[] = [];
  const walk = (part: unknown, depth: number, path: string): void => {
    if (depth === shape.length) {
      data.push(readNumber(part, path));
      return;
    }
    if (!Array.isArray(part) || part.length !== shape[depth]) {
      const found = Array.isArray(part) ? `a list of ${part.length}` : shown(part);
      throw new CaseError(
        `${path}: expected a list of ${shape[depth]} (${where} is [${shape}]), found ${found}`,
      );
    }
    part.forEach((entry, i) => walk(entry, depth + 1, `${path}[${i}]`));
  };
  walk(value, 0, where);
  return { shape, data: Float64Array.from(data) };
}

/** A tensor whose every entry is an integer from `low` to `high`. */
export function readIntegers(
  value: unknown,
  shape: readonly number[],
  low: number,
  high: number,
  where: string,
): Tensor {
  const tensor = readTensor(value, shape, where);
  const wrong = tensor.data.find((v) => !Number.isInteger(v) || v < low || v > high);
  if (wrong !== undefined)
    throw new CaseError(`${where}: expected integers from ${low} to ${high}, found ${wrong}`);
  return tensor;
}

/** The part of a tensor at the first index `i`. */
export function slice({ shape, data }: Tensor, i: number): Tensor {
  const size = shape.slice(1).reduce((product, n) => product * n, 1);
  return { shape: shape.slice(1), data: data.slice(i * size, (i + 1) * size) };
}

/** Tensors of one shape, stacked along a new first index. */
export function stack(parts: readonly Tensor[]): Tensor {
  return {
    shape: [parts.length, ...parts[0]!.shape],
    data: Float64Array.from(parts.flatMap(({ data }) => [...data])),
  };
}
