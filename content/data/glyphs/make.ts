// Twenty shapes, each drawn many times by an unsteady pen on 12 × 12 pixels. Run by `npm run data`.
import { normal, seededRandom, uniform, type Random } from '../../../src/engine/random.ts';
import { chance, shuffled, table } from '../draw.ts';
import { alike, draw, hexOf, SIZE, type Bitmap } from './bitmap.ts';
import { shapes, type Point, type Stroke } from './shapes.ts';

const seed = 144;
/** Of each shape. */
const counts = { train: 110, heldOut: 20 };
/** Two drawings of the set differ in at least as many pixels. */
const apart = 5;
/** Share of pixels that are turned over at the end. */
const specks = 0.012;

/** The shape scaled, turned and moved a little, and each of its points moved by itself. In pixels. */
function unsteady(strokes: readonly Stroke[], random: Random): Stroke[] {
  const [wide, high] = [uniform(random, 7.6, 9.6), uniform(random, 7.6, 9.6)];
  const angle = uniform(random, -0.14, 0.14);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [right, down] = [uniform(random, -1, 1), uniform(random, -1, 1)];
  const shake = 0.16;
  return strokes.map((stroke) =>
    stroke.map(([x, y]): Point => {
      const [u, v] = [(x - 0.5) * wide, (y - 0.5) * high];
      return [
        SIZE / 2 + right + u * cos - v * sin + shake * normal(random),
        SIZE / 2 + down + u * sin + v * cos + shake * normal(random),
      ];
    }),
  );
}

function drawing(strokes: readonly Stroke[], random: Random): Bitmap {
  const ink = draw(unsteady(strokes, random), uniform(random, 1, 1.7));
  return ink.map((pixel) => (chance(random, specks) ? !pixel : pixel));
}

export function make(): Record<string, string> {
  const random = seededRandom(seed);
  const kept: Bitmap[] = [];
  const rows: Record<keyof typeof counts, string[][]> = { train: [], heldOut: [] };
  for (const [name, strokes] of Object.entries(shapes))
    for (const split of ['train', 'heldOut'] as const)
      for (let n = 0; n < counts[split];) {
        const bitmap = drawing(strokes, random);
        if (kept.some((other) => alike(other, bitmap, apart))) continue;
        kept.push(bitmap);
        rows[split].push([name, hexOf(bitmap)]);
        n++;
      }
  const columns = ['name', 'rows'];
  return {
    'train.tsv': table(columns, shuffled(random, rows.train)),
    'held-out.tsv': table(columns, shuffled(random, rows.heldOut)),
  };
}
