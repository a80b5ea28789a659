// What is evaluated in the worker before the reader's program: the library and the recorder, read as text from the very files
// that the tests import, types taken off.
import { transform } from 'sucrase';
import recorderSource from '../record/recorder.ts?raw';
import librarySource from './functions.ts?raw';

/** Names of the library that a program may use without asking; `sumOverTime` is added by the instrumented program, which knows τ. */
export const libraryNames: readonly string[] = exportsOf(librarySource).filter(
  (name) => !['sumOverTimeTo', 'lossOf', 'loggedLoss'].includes(name),
);

/** The names in a file's one `export { … }`. */
function exportsOf(source: string): string[] {
  const list = /^export \{([^}]*)\};\s*$/m.exec(source)?.[1];
  if (list === undefined) throw new Error('exportsOf: the file has no export list, expected one');
  return list
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}

/** The file as a script that puts its exports on the global object, where assignment does not reach them. */
function asScript(source: string): string {
  const code = transform(source, { transforms: ['typescript'], disableESTransforms: true }).code;
  const names = exportsOf(source);
  const body = code.replace(/^export \{[^}]*\};\s*$/m, '').replace(/^export (?=const|function|class)/gm, '');
  return `(()=>{"use strict";${body}
for (const [name, value] of Object.entries({${names.join(',')}})) Object.defineProperty(globalThis, name, { value, configurable: true });
})();`;
}

let cached: string | undefined;

/** The trusted text. It has no imports and touches nothing but the global object, once. */
export function preludeText(): string {
  cached ??= `${[librarySource, recorderSource].map(asScript).join('\n')}\n//# sourceURL=library.js\n`;
  return cached;
}
