// Where measured choices of a backend are kept in the browser: a database of their own, small, and dropped when it grows. What is in it is
// plain data and is checked when it is read (src/backends/choiceRecord.ts); without it everything is only measured again.
import type { ChoiceStore } from '../backends/choose.ts';

const databaseName = 'unrolled-choices';
const databaseVersion = 1;
const storeName = 'choices';
/** Kept at most: more shapes than a reader tries in months. */
const most = 200;

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('choiceShelf: it failed')));
  });

/** @throws where the browser stores nothing */
async function withStore<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => Promise<T>,
): Promise<T> {
  const opening = indexedDB.open(databaseName, databaseVersion);
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(storeName));
  const database = await settled(opening);
  try {
    return await work(database.transaction(storeName, mode).objectStore(storeName));
  } finally {
    database.close(); // after the transaction
  }
}

export const choiceShelf: ChoiceStore = {
  read: (key) => withStore('readonly', (store) => settled<unknown>(store.get(key))),
  write: (key, record) =>
    withStore('readwrite', async (store) => {
      if ((await settled(store.count())) >= most) await settled(store.clear());
      await settled(store.put(record, key));
    }),
};
