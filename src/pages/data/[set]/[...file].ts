// /data/<set>/<file>: every file of the sets as it lies in content/data, and the texts of a folder gathered in one. What the page of a set
// shows is read from these.
import type { APIRoute } from 'astro';
import { servedFiles } from '../../../figures/datasets/built.ts';

export const getStaticPaths = () =>
  servedFiles().map(({ set, file, text }) => ({ params: { set, file }, props: { text } }));

const types: Readonly<Record<string, string>> = {
  tsv: 'text/tab-separated-values',
  csv: 'text/csv',
};

export const GET: APIRoute = ({ params, props }) =>
  new Response((props as { text: string }).text, {
    headers: {
      'content-type': `${types[params.file!.split('.').pop()!] ?? 'text/plain'}; charset=utf-8`,
    },
  });
