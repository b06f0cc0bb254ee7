import { after } from '~/lib/timer'
import type { Store, Turn } from './memory'

/** Milliseconds within which a database opens; Safari 14 at times never answers. */
const PATIENCE = 3000

const OBJECTS = 'values'

/**
 * A store in the browser's IndexedDB, shared by all pages of the origin that name the same database. Rejects where the
 * browser has none or refuses it, as some do in private windows.
 */
export async function databaseStore(name: string): Promise<Store> {
  let connection: Promise<IDBDatabase> | null = connect(name)
  await connection
  return {
    async turn(work) {
      connection ??= connect(name)
      const database = await connection
      try {
        return await transact(database, work)
      } catch (error) {
        // a browser may drop connections, of sleeping pages or when data of the site are deleted: the next turn opens another
        database.close()
        connection = null
        throw error
      }
    },
  }
}

async function transact<T>(database: IDBDatabase, work: (turn: Turn) => Promise<T>): Promise<T> {
  // to be on the disk at once is not worth the wait
  const transaction = database.transaction(OBJECTS, 'readwrite', { durability: 'relaxed' })
  const objects = transaction.objectStore(OBJECTS)
  const kept = new Promise<void>((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve())
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('called off')))
  })
  const turn: Turn = {
    get: (key) => answerOf<unknown>(objects.get(key)),
    put: (key, value) => void objects.put(value, key),
  }
  const done = work(turn).catch((error: unknown) => {
    transaction.abort()
    throw error
  })
  const [result] = await Promise.all([done, kept])
  return result
}

function connect(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1)
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore(OBJECTS))
  const late = new Promise<never>((_, reject) => {
    after(PATIENCE, () => reject(new Error('the database does not open')))
  })
  return Promise.race([answerOf(request), late])
}

const answerOf = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('refused')))
  })
