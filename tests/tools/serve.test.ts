// The local server, asked over HTTP on a port of the system's choosing, about a folder made for the test.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve, type RunningServer } from '../../src/tools/serve.ts';

let folder: string;
let server: RunningServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'unrolled-serve-'));
  const root = join(folder, 'dist');
  mkdirSync(join(root, 'lesson'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  mkdirSync(join(folder, 'dist-other'));
  writeFileSync(join(folder, 'dist-other', 'x.txt'), 'secret');
  writeFileSync(join(root, 'index.html'), 'home');
  writeFileSync(join(root, '404.html'), 'lost');
  writeFileSync(join(root, 'about.html'), 'about');
  writeFileSync(join(root, 'lesson', 'index.html'), 'lesson');
  writeFileSync(join(root, 'a.wasm'), '\0asm');
  writeFileSync(join(root, '_headers'), '/*\n  X-Test: yes\n');
  server = await serve({ root, port: 0, host: '127.0.0.1' });
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

/** Sends the path as written: `fetch` would fold `..` before sending. */
function get(
  path: string,
  method = 'GET',
): Promise<{ status: number; body: string; headers: NodeJS.Dict<unknown> }> {
  return new Promise((done, fail) => {
    request({ host: '127.0.0.1', port: server.port, path, method }, (response) => {
      let body = '';
      response.on('data', (chunk) => (body += String(chunk)));
      response.on('end', () => done({ status: response.statusCode ?? 0, body, headers: response.headers }));
    })
      .on('error', fail)
      .end();
  });
}

describe('serve', () => {
  it('serves clean URLs with types and headers', async () => {
    expect(await get('/')).toMatchObject({ status: 200, body: 'home', headers: { 'x-test': 'yes' } });
    expect(await get('/lesson/?q=1')).toMatchObject({ status: 200, body: 'lesson' });
    expect(await get('/about')).toMatchObject({ status: 200, body: 'about' });
    expect((await get('/about')).headers['content-type']).toBe('text/html; charset=utf-8');
    expect((await get('/a.wasm')).headers['content-type']).toBe('application/wasm');
  });

  it('adds the slash of a folder and keeps the query', async () => {
    expect(await get('/lesson?w=a%20b')).toMatchObject({
      status: 308,
      headers: { location: '/lesson/?w=a%20b' },
    });
    expect((await get('//lesson')).headers['location']).toBe('/lesson/');
  });

  it('answers an unknown path with the 404 page, headers included', async () => {
    expect(await get('/nowhere')).toMatchObject({ status: 404, body: 'lost', headers: { 'x-test': 'yes' } });
    expect((await get('/_headers')).status).toBe(404);
  });

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/lesson/../../secret.txt',
    '/../dist-other/x.txt',
    '/%5c..%5csecret.txt',
    '/a.wasm%00.html',
  ])('does not leave its folder for %s', async (path) => {
    expect(await get(path)).toMatchObject({ status: 404, body: 'lost' });
  });

  it('refuses what it does not understand', async () => {
    expect((await get('/%')).status).toBe(400);
    expect((await get('/', 'POST')).status).toBe(405);
    expect(await get('/', 'HEAD')).toMatchObject({ status: 200, body: '' });
  });

  it('takes the next port when one is busy', async () => {
    const second = await serve({ root: join(folder, 'dist'), port: server.port, host: '127.0.0.1' });
    expect(second.port).toBeGreaterThan(server.port);
    await second.close();
  });

  it('says what to do when the site is not built', async () => {
    await expect(serve({ root: join(folder, 'none') })).rejects.toThrow('npm run build');
  });
});
