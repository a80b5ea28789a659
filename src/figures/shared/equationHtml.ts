// The HTML of all equations under a convention, fetched once a convention.
import type { ConventionId } from '../../engine/conventions.ts';

const cache = new Map<ConventionId, Promise<Record<string, string>>>();

/** By equation id. Rejects where the file cannot be fetched; a later call tries again. */
export function equationHtml(convention: ConventionId): Promise<Record<string, string>> {
  const found = cache.get(convention);
  if (found) return found;
  const loading = fetch(`${import.meta.env.BASE_URL.replace(/\/$/, '')}/equations/${convention}.json`).then(
    (response) => {
      if (!response.ok) throw new Error(`equationHtml: ${response.url} answered ${response.status}`);
      return response.json() as Promise<Record<string, string>>;
    },
  );
  cache.set(convention, loading);
  loading.catch(() => cache.delete(convention));
  return loading;
}
