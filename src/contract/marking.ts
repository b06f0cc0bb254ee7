import { BEYOND } from './client'
import { plain } from './envelope'
import { isAbsent, sayFailure } from './failure'
import { type Found, found, say, type Said, undecided } from './finding'
import { PAGE, rowsOf } from './gather'
import type { Asked } from './question'
import { newestOf, oldestOf, type Row } from './rows'
import { landed } from './write'

/** `side`: whose messages were marked, if only theirs: those of who `from` named, or of its reader. */
export type Marked = Readonly<{ side: 'sender' | 'reader' | null; evidence: Said; exists: Found }>

const ID = 'updateUnreadP2pMessages.exists'

/**
 * Marks as read what the other side wrote, as the documentation has it (`from` is who wrote), and looks which rows have changed.
 * null: nothing was posted that could be marked.
 */
export async function tryMarking({ client, known, written }: Asked): Promise<Marked | null> {
  const posts = written ? landed(written.posts, known.rows) : []
  const [first] = posts
  if (!first) return null
  const { me, other } = client.pair
  const answer = await client.post('updateUnreadP2pMessages', client.sides(other, me), first.encoding)
  if (!answer.ok) {
    const evidence = sayFailure(answer.failure)
    const isGone = isAbsent(answer.failure)
    const exists = isGone ? found(ID, 'no', 'warning', evidence) : undecided(ID, evidence)
    return { side: null, evidence, exists }
  }
  const contents = new Set(posts.map(({ content }) => content))
  const own = known.rows.filter(({ fields }) => contents.has(plain(fields['content'])))
  const since = (oldestOf(own)?.stamp ?? newestOf(known.rows)?.stamp ?? 1) - 1
  const lists = [
    await client.poll(me, since),
    await client.poll(other, since),
    ...(known.page.ok ? [await client.history(BEYOND, PAGE)] : []),
  ]
  const changed = changedOf(known.rows, lists.flatMap(rowsOf))
  const evidence = say(
    `以对方为 from 标为已读后，对方发的 ${changed.other} 条、自己发的 ${changed.me} 条变为已读`,
    `after marking with the other side as from, ${changed.other} rows of the other side's and ${changed.me} of the own became read`,
  )
  const side = changed.other > 0 === changed.me > 0 ? null : changed.other > 0 ? 'sender' : 'reader'
  return { side, evidence, exists: found(ID, 'yes', 'ok', evidence) }
}

/** How many rows of whom were unread and are no longer. */
function changedOf(before: readonly Row[], after: readonly Row[]) {
  const unread = new Set(before.filter((row) => row.unread === true).map(({ id }) => id))
  const read = new Map(after.filter((row) => row.unread === false).map((row) => [row.id, row]))
  const changed = [...read.values()].filter(({ id }) => unread.has(id))
  const of = (side: 'me' | 'other') => changed.filter(({ author }) => author === side).length
  return { me: of('me'), other: of('other') }
}
