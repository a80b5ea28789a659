// The import walls of the book: which part of the source may import which. One function decides; the lint rule asks it
// about each import, and a test asks it about the imports of files that are not linted (MDX).
import { posix } from 'node:path';

interface Wall {
  /** Path prefixes (or a test) of the files this wall is about; the first wall that fits a file counts. */
  readonly of: RegExp;
  /** Own source it may import, as a pattern on repository paths. `$1` is the first group of `of`. */
  readonly may: string;
  /** Packages it may import; left out = any. `node:` modules count as packages. */
  readonly packages?: readonly string[];
  readonly says: string;
}

const WALLS: readonly Wall[] = [
  {
    of: /^src\/engine\//,
    may: '^src/engine/',
    packages: [],
    says: 'src/engine imports nothing from outside src/engine',
  },
  {
    of: /^src\/backends\/gpu\//,
    may: '^src/(engine|backends)/',
    packages: ['gpu.js', 'comlink'],
    says: 'src/backends/gpu imports only src/engine, src/backends, gpu.js and comlink',
  },
  {
    of: /^src\/backends\//,
    may: '^src/(engine|backends)/',
    packages: ['comlink'],
    says: 'src/backends imports only src/engine, src/backends and comlink',
  },
  {
    of: /^src\/training\/files\//,
    may: '^src/(engine|backends|training)/',
    packages: ['papaparse'],
    says: 'src/training/files imports only src/engine, src/backends, src/training and papaparse',
  },
  {
    of: /^src\/training\//,
    may: '^src/(engine|backends|training)/',
    packages: ['comlink'],
    says: 'src/training imports only src/engine, src/backends, src/training and comlink',
  },
  {
    of: /^src\/figures\/shared\//,
    may: '^(src/(engine|backends|training|figures/shared|notebook|components|styles)|content)/',
    says: 'src/figures/shared imports no other figure, no exercise, page, layout or tool',
  },
  {
    of: /^src\/figures\/([^/]+)\/layout(?:[-.][^/]*|\/.*)?\.ts$/,
    may: '^src/(engine/|figures/shared/|figures/$1/layout[-./])',
    packages: ['d3'],
    says: "a figure's layout imports only src/engine, src/figures/shared, d3 and layout files of the same figure",
  },
  {
    of: /^src\/figures\/([^/]+)\//,
    may: '^(src/(engine|backends|training|figures/shared|figures/$1|notebook|components|styles)|content)/',
    says: 'a figure imports no other figure (but figures/shared), no exercise, page, layout or tool',
  },
  {
    of: /^src\/notebook\//,
    may: '^src/(engine|backends|training|notebook|components|styles)/',
    says: 'src/notebook imports no exercise, figure, page, layout or tool',
  },
  {
    of: /^src\/exercises\//,
    may: '^src/(engine|notebook|exercises)/',
    says: 'src/exercises imports only src/engine, src/notebook and src/exercises',
  },
  {
    of: /^src\/tools\//,
    may: '^src/(engine|tools)/',
    says: 'src/tools imports no part of the site but src/engine',
  },
  {
    of: /^(?:src|content)\//,
    may: '^(?:src/(?!tools/)|content/|public/|package\\.json$)',
    says: 'the site imports neither tools nor tests',
  },
];

/** Where gpu.js may appear at all. */
const GPU_HOME = /^src\/backends\/gpu\/|^tests\//;

/** `d3-scale/x` → `d3-scale`, `@a/b/c` → `@a/b`. */
function packageName(specifier: string): string {
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

/** The repository path an import leads to, or undefined for a package. A `?url` or `?raw` at the end does not count. */
export function targetOf(file: string, specifier: string): string | undefined {
  const bare = specifier.replace(/[?#].*$/, '');
  if (bare.startsWith('.')) return posix.normalize(posix.join(posix.dirname(file), bare));
  if (bare.startsWith('/')) return posix.normalize(bare.slice(1)); // Vite: from the repository's root.
  return undefined;
}

/**
 * Why `file` must not import `specifier`, or undefined if it may.
 * @param file path from the repository's root, with `/` (`src/engine/bptt.ts`)
 * @param specifier as written in the import (`./matrix.ts`, `d3`)
 */
export function objection(file: string, specifier: string): string | undefined {
  const target = targetOf(file, specifier);
  const name = target === undefined ? packageName(specifier) : undefined;
  if (name === 'gpu.js' && !GPU_HOME.test(file)) return 'gpu.js appears only under src/backends/gpu';
  const wall = WALLS.find(({ of }) => of.test(file));
  if (!wall) return undefined;
  if (name !== undefined) {
    return wall.packages && !wall.packages.includes(name)
      ? `${wall.says}, not the package ${name}`
      : undefined;
  }
  const own = wall.of.exec(file)?.[1] ?? '';
  const may = new RegExp(wall.may.replaceAll('$1', own.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
  return may.test(target ?? '') ? undefined : `${wall.says}, not ${target}`;
}
