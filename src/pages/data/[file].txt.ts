// /data/book-<prose, code or tales>.<hash>.txt: what the training panel learns from, frozen with this build.
import type { APIRoute } from 'astro';
import { frozenTexts } from '../../figures/training/book-texts.ts';

export const getStaticPaths = () =>
  frozenTexts().map(({ url, text }) => ({
    params: { file: url.replace(/^\/data\/|\.txt$/g, '') },
    props: { text },
  }));

export const GET: APIRoute = ({ props }) =>
  new Response((props as { text: string }).text, {
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
