// /run.html: the frame in which readers' code runs. Its headers stand in public/_headers.
import type { APIRoute } from 'astro';
import { runPage } from '../notebook/sandbox/page.ts';

export const GET: APIRoute = () =>
  new Response(runPage(), { headers: { 'content-type': 'text/html; charset=utf-8' } });
