// The shelf of saved runs in IndexedDB: two slots for runs, and the texts they need. A write counts once its transaction is complete.
import { SnapshotError, type Shelf, type Slots, type StoredText } from './snapshots.ts';

const databaseName = 'unrolled-training';
const databaseVersion = 1;

/** What the browser threw, as the end of "The run is not saved: …". */
export function reasonOf(error: unknown): SnapshotError {
  if (error instanceof SnapshotError) return error;
  const { name = '', message = String(error) } = (error ?? {}) as Partial<DOMException>;
  if (name === 'QuotaExceededError')
    return new SnapshotError('the browser has no room left for it. Free some, or take a smaller text');
  if (name === 'VersionError')
    return new SnapshotError('a newer version of the book has been here. Reload the page');
  if (name === 'SecurityError' || name === 'InvalidStateError')
    return new SnapshotError('the browser lets this page store nothing (a private window, or a setting)');
  return new SnapshotError(`the browser’s storage failed (${message || name})`);
}

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(reasonOf(request.error)));
  });

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    // absent in some private windows and old web views
    if (!(globalThis.indexedDB as IDBFactory | undefined)) {
      reject(new SnapshotError('this browser has no storage for it (IndexedDB)'));
      return;
    }
    const request = indexedDB.open(databaseName, databaseVersion);
    request.addEventListener('upgradeneeded', () => {
      request.result.createObjectStore('runs');
      request.result.createObjectStore('texts');
    });
    request.addEventListener('blocked', () =>
      reject(new SnapshotError('another tab holds an older version of it open. Close that tab')),
    );
    request.addEventListener('error', () => reject(reasonOf(request.error)));
    request.addEventListener('success', () => {
      const database = request.result;
      // a newer version of the book in another tab may upgrade: this one opens anew when it next saves
      database.addEventListener('versionchange', () => database.close());
      resolve(database);
    });
  });
}

/** Runs `work` in one transaction and resolves with its result once all of it is stored; an error undoes it all. */
async function transact<T>(
  mode: IDBTransactionMode,
  work: (runs: IDBObjectStore, texts: IDBObjectStore) => Promise<T>,
): Promise<T> {
  let database: IDBDatabase | null = null;
  try {
    database = await open();
    const transaction = database.transaction(['runs', 'texts'], mode, { durability: 'strict' });
    const complete = new Promise<void>((resolve, reject) => {
      transaction.addEventListener('complete', () => resolve());
      transaction.addEventListener('abort', () => reject(reasonOf(transaction.error)));
    });
    complete.catch(() => undefined); // the error of `work` is the better one
    let result: T;
    try {
      result = await work(transaction.objectStore('runs'), transaction.objectStore('texts'));
    } catch (error) {
      try {
        transaction.abort();
      } catch {
        // it has aborted by itself
      }
      throw error;
    }
    await complete;
    return result;
  } catch (error) {
    throw reasonOf(error);
  } finally {
    database?.close();
  }
}

const slotsOf = async (runs: IDBObjectStore): Promise<Slots> => {
  const [latest, previous] = await Promise.all([settled(runs.get('latest')), settled(runs.get('previous'))]);
  return { latest, previous };
};

export const databaseShelf: Shelf = {
  read: () => transact('readonly', (runs) => slotsOf(runs)),
  readText: (sha) => transact('readonly', (_, texts) => settled(texts.get(sha))),
  update: (change, text: StoredText | null) =>
    transact('readwrite', async (runs, texts) => {
      const next = change(await slotsOf(runs));
      await Promise.all([
        settled(runs.put(next.latest, 'latest')),
        settled(runs.put(next.previous, 'previous')),
      ]);
      const needed = [next.latest, next.previous].map((run) => (run as { text?: string } | null)?.text);
      const stored = await settled(texts.getAllKeys());
      if (text && !stored.includes(text.sha256)) await settled(texts.put(text, text.sha256));
      await Promise.all(
        stored.filter((sha) => !needed.includes(String(sha))).map((sha) => settled(texts.delete(sha))),
      );
    }),
  clear: () =>
    transact('readwrite', async (runs, texts) => {
      await Promise.all([settled(runs.clear()), settled(texts.clear())]);
    }),
};
