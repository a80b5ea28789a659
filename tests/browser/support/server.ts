// Starts the site's server in Playwright's own process, on a free port, before the first test; stops it after the last.
import { serve } from '../../../src/tools/serve.ts';
import { DIST } from './pages.ts';

export default async function startServer(): Promise<() => Promise<void>> {
  const server = await serve({ root: DIST, port: 0, host: '127.0.0.1' });
  process.env['UNROLLED_URL'] = server.url; // The test workers are started later and inherit it.
  return () => server.close();
}
