// Serves dist/ on this machine the way a static host does: clean URLs, the 404 page, the headers of public/_headers
// (which the build copies into dist/). Tests start it in-process on port 0.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { headersFor, parseHeaders } from './headers.ts';
import { isFile, locate, typeOf } from './static-files.ts';

export interface ServeOptions {
  /** Folder to serve. Default: the repository's dist/. */
  root?: string;
  /** First port to try; 0 lets the system choose. Default 4321. */
  port?: number;
  /** Name or address to listen on. Default `localhost`, so nobody else on the network sees the book. */
  host?: string;
}

export interface RunningServer {
  /** With a trailing slash. */
  url: string;
  port: number;
  close(): Promise<void>;
}

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));
const PORTS_TO_TRY = 20;

function decodePath(url: string): string | undefined {
  try {
    return decodeURIComponent(url.replace(/[?#].*$/s, ''));
  } catch {
    return undefined; // A stray `%`.
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, host, () => {
      server.off('error', fail);
      done();
    });
  });
}

/**
 * Starts the server; a busy port is left for the next one, up to 20 times.
 * @throws {Error} if the root holds no index.html, its `_headers` cannot be read as such, or no port is free.
 */
export async function serve({
  root = DIST,
  port = 4321,
  host = 'localhost',
}: ServeOptions = {}): Promise<RunningServer> {
  if (!(await isFile(join(root, 'index.html')))) {
    throw new Error(`serve: ${root} holds no index.html; build the site first: npm run build`);
  }
  const rules = parseHeaders(await readFile(join(root, '_headers'), 'utf8').catch(() => ''));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return;
    }
    const path = decodePath(request.url ?? '/');
    if (path === undefined || !path.startsWith('/')) {
      response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' }).end('Bad request\n');
      return;
    }
    for (const [name, value] of headersFor(rules, path)) response.setHeader(name, value);
    // Without a rule of its own a page must show the last build, not the browser's copy of an older one.
    if (!response.hasHeader('cache-control')) response.setHeader('cache-control', 'no-cache');

    const found = await locate(root, path);
    if (found && 'redirect' in found) {
      const query = /\?[^#]*/.exec(request.url ?? '')?.[0] ?? '';
      const target = found.redirect.split('/').map(encodeURIComponent).join('/');
      response.writeHead(308, { location: target + query }).end();
      return;
    }
    const file = found?.file ?? join(root, '404.html');
    const body = await readFile(file).catch(() =>
      Buffer.from('<!doctype html><title>Not found</title><h1>Not found</h1>'),
    );
    response.writeHead(found ? 200 : 404, {
      'content-type': typeOf(file),
      'content-length': body.byteLength,
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });

  for (let tried = 0; ; tried++) {
    try {
      await listen(server, port === 0 ? 0 : port + tried, host);
      break;
    } catch (error) {
      const busy = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!busy || tried + 1 >= PORTS_TO_TRY) throw error;
    }
  }
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `http://${host}:${bound}/`,
    port: bound,
    close: () =>
      new Promise((done, fail) => {
        server.close((error) => (error ? fail(error) : done()));
        server.closeAllConnections();
      }),
  };
}

function portFrom(value: string | undefined): number {
  const port = Number(value ?? 4321);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(`serve: port is "${value}", expected a whole number from 0 to 65535`);
  }
  return port;
}

if (import.meta.main) {
  try {
    const { values } = parseArgs({ options: { port: { type: 'string' }, root: { type: 'string' } } });
    const port = portFrom(values.port ?? process.env['PORT']);
    const { url } = await serve(values.root === undefined ? { port } : { port, root: resolve(values.root) });
    console.log(`Unrolled is at ${url}`);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
