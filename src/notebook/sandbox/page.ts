// Writes /run.html, the page of the sandboxed frame: the runner inlined under a policy that allows it, `data:` workers and
// code from text, and nothing else; no connection of any kind. Runs at build time only. Deterministic.
import { createHash } from 'node:crypto';
import { transform } from 'sucrase';
import protocol from './protocol.ts?raw';
import runner from './runner.ts?raw';
import show from './show.ts?raw';
import where from './where.ts?raw';
import worker from './worker-prelude.ts?raw';

/** TypeScript to a CommonJS body: types dropped, lines kept. */
function compile(text: string, file: string): string {
  const { code } = transform(text, {
    transforms: ['typescript', 'imports'],
    disableESTransforms: true,
    production: true,
    filePath: file,
  });
  return code;
}

/** One script of several modules that import each other only by name, in an order in which each finds those before it. */
function link(modules: Readonly<Record<string, string>>): string {
  const parts = Object.entries(modules).map(
    ([file, text]) =>
      `modules['./${file}'] = {};\n(function (exports) {\n${compile(text, file)}\n})(modules['./${file}']);`,
  );
  return `(function () {\nconst modules = {};\nconst require = (name) => modules[name];\n${parts.join('\n')}\n})();\n`;
}

/** Text as a string literal that is safe inside a <script>. */
const literal = (text: string): string => JSON.stringify(text).replaceAll('<', '\\u003c');

/** The worker's whole script. */
export const workerText = (): string =>
  link({ 'protocol.ts': protocol, 'show.ts': show, 'where.ts': where, 'worker-prelude.ts': worker });

/**
 * The page as HTML.
 * @throws {Error} if the runner's own text could end its <script> early
 */
export function runPage(): string {
  const modules = link({ 'protocol.ts': protocol, 'where.ts': where, 'runner.ts': runner });
  const script = `'use strict';\nconst WORKER_TEXT = ${literal(workerText())};\n${modules}`;
  if (/<\/script|<!--/i.test(script)) throw new Error('runPage: the runner holds </script or <!--');
  const hash = createHash('sha256').update(script, 'utf8').digest('base64');
  const policy = `default-src 'none'; script-src 'sha256-${hash}' 'unsafe-eval' data:; worker-src data:`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Sandbox · Unrolled</title>
</head>
<body>
<main>
<h1>Sandbox</h1>
<p>The book runs its readers’ own code in here, out of reach of everything else. By itself this page does nothing.</p>
</main>
<script>${script}</script>
</body>
</html>
`;
}
