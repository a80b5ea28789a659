// The import graph of the source: which file imports what, read from TypeScript, Svelte, Astro and MDX alike, and the
// cycles in it. ESLint sees one file at a time and no MDX; this sees all of it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { targetOf } from './areas.ts';

/** Import specifiers by file; files as paths from the root, with `/`. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

const CODE = /\.(?:ts|js|mjs|svelte|astro|mdx)$/;

/** The parts of a file that are code: the scripts of Svelte, the front matter and scripts of Astro, the imports of MDX. */
function codeOf(file: string, text: string): string {
  if (/\.(?:ts|js|mjs)$/.test(file)) return text;
  if (file.endsWith('.mdx')) return (text.match(/^(?:import|export)\b.*(?:\n(?!\n).*)*/gm) ?? []).join('\n');
  const scripts = [...text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1] ?? '');
  const frontMatter = file.endsWith('.astro') ? (/^---\n([\s\S]*?)\n---/.exec(text)?.[1] ?? '') : '';
  return [frontMatter, ...scripts].join('\n');
}

/** What one file imports, as written: static, dynamic and type imports, exports from, URLs of workers. */
export function importsOf(file: string, text: string): string[] {
  const code = codeOf(file, text);
  const imports = ts.preProcessFile(code, true, true).importedFiles.map(({ fileName }) => fileName);
  const workers = [
    ...code.matchAll(/new URL\(\s*['"]([^'"]+\.(?:[cm]?[jt]s|wasm))['"]\s*,\s*import\.meta\.url/g),
  ];
  return [...imports, ...workers.map((match) => match[1] ?? '')];
}

/** Reads all code under the folders; folders that do not exist yet hold none. */
export function readImportGraph(root: string, folders: readonly string[]): ImportGraph {
  const graph = new Map<string, string[]>();
  for (const folder of folders) {
    if (!existsSync(join(root, folder))) continue;
    for (const entry of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      const file = `${folder}/${entry.replaceAll('\\', '/')}`;
      if (CODE.test(file)) graph.set(file, importsOf(file, readFileSync(join(root, file), 'utf8')));
    }
  }
  return graph;
}

/**
 * Every cycle that a depth-first walk meets, each as the list of its files, first one repeated at the end.
 * A file that imports itself is none: so a Svelte component draws itself inside itself.
 */
export function cyclesIn(graph: ImportGraph): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  function visit(file: string, trail: readonly string[]): void {
    const since = trail.indexOf(file);
    if (since >= 0) {
      cycles.push([...trail.slice(since), file]);
      return;
    }
    if (done.has(file)) return;
    for (const specifier of graph.get(file) ?? []) {
      const target = targetOf(file, specifier);
      if (target !== undefined && target !== file && graph.has(target)) visit(target, [...trail, file]);
    }
    done.add(file);
  }
  for (const file of graph.keys()) visit(file, []);
  return cycles;
}
