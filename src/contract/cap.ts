import { BEGINNING } from './client'
import { sayFailure } from './failure'
import { type Found, found, say, undecided } from './finding'
import { rowsOf } from './gather'
import { type Asked, NO_ROWS, type Question } from './question'
import { idsOf, newestOf, oldestOf, type Row, type Stamped, stamped } from './rows'
import { walkBack } from './walkBack'

/** Up to so many rows nothing can be said of a cap: servers cap at 10 or 20 and more. */
const TOO_FEW = 20
/** Pages of history that are read for rows that the poll should have. */
const PAGES = 4

/** How many rows the poll returns at most: a number, or `none` that was seen. */
export const pollCap: Question = async (asked) => {
  const { mine, polled } = asked.known
  if (!mine.ok) return [undecided('poll.cap', sayFailure(mine.failure))]
  const [newest, oldest] = [newestOf(polled?.rows ?? []), oldestOf(polled?.rows ?? [])]
  if (!polled || !newest || !oldest) {
    const others = asked.known.rows.filter(({ author }) => author !== null).length
    return [others > 0 ? unreadAlone(0, others) : undecided('poll.cap', NO_ROWS)]
  }
  return [
    (await newerIsMissing(asked, newest)) ?? seenByWriting(asked) ?? (await olderIsMissing(asked, oldest)),
  ]
}

/** A poll that keeps the oldest rows: after its newest one there are others, and they have not just come. */
async function newerIsMissing({ client, known }: Asked, newest: Stamped): Promise<Found | null> {
  const { polled } = known
  if (!polled) return null
  const after = await client.poll(polled.side, newest.stamp)
  const had = idsOf(polled.rows)
  const isNew = ({ id, stamp }: Stamped) => stamp > newest.stamp && !had.has(id)
  const newer = stamped(rowsOf(after)).filter(isNew)
  if (newer.length === 0) return null
  const again = await client.poll(polled.side, BEGINNING)
  const now = idsOf(rowsOf(again))
  if (!again.ok || newer.some(({ id }) => now.has(id))) return null
  return found(
    'poll.cap',
    polled.rows.length,
    'warning',
    say(
      `从头轮询只返回最早的 ${polled.rows.length} 条，之后还有 ${newer.length} 条`,
      `from the beginning only the oldest ${polled.rows.length} rows come, and ${newer.length} are newer`,
    ),
  )
}

/** Messages that were just posted add to the rows, unless others go for them. */
function seenByWriting({ written, known }: Asked): Found | null {
  const { polled } = known
  const before = written?.before.polled
  if (!written || !polled || !before || before.side !== polled.side) return null
  const had = idsOf(before.rows)
  const added = polled.rows.filter(({ id }) => !had.has(id)).length
  const gone = before.rows.length + added - polled.rows.length
  if (added === 0 || gone <= 0) return null
  return found(
    'poll.cap',
    polled.rows.length,
    'info',
    say(
      `写入后新来 ${added} 条，却有 ${gone} 条旧消息不再返回：始终 ${polled.rows.length} 条`,
      `${added} rows came by writing and ${gone} old ones went: there are ${polled.rows.length} of them all the time`,
    ),
  )
}

/** Whether history has rows before the poll's oldest one that the poll should have. */
async function olderIsMissing({ client, known }: Asked, oldest: Stamped): Promise<Found> {
  const { mine, theirs, polled, page, older, limit } = known
  const rows = polled?.rows ?? []
  const had = idsOf(rows)
  const self = polled?.side === client.pair.me ? 'me' : 'other'
  const takesOwn = rows.some(({ author }) => author === self)
  const isMissing = ({ id, stamp, author }: Row) =>
    stamp !== null &&
    stamp <= oldest.stamp &&
    !had.has(id) &&
    author !== null &&
    (takesOwn || author !== self)
  const seen = [...rowsOf(page), ...older].filter(isMissing)
  const isSeen = seen.length > 0
  const isPaged = page.ok && page.rows.length > 0
  const before =
    isSeen || !isPaged
      ? NOTHING
      : await walkBack(client, oldest.stamp, { limit, size: page.raw.length, pages: PAGES }, (back) =>
          back.some(isMissing),
        )
  const missing = isSeen ? seen : before.pages.flat().filter(isMissing)
  const isByStatus =
    [mine, theirs].flatMap(rowsOf).every(({ unread }) => unread === true) &&
    missing.every(({ unread }) => unread === false)
  if (missing.length > 0 && isByStatus) return unreadAlone(rows.length, missing.length)
  if (missing.length > 0)
    return found(
      'poll.cap',
      rows.length,
      'info',
      say(
        `从头轮询只返回 ${rows.length} 条，历史接口在它们之前还有消息`,
        `from the beginning only ${rows.length} rows come, and history has others before them`,
      ),
    )
  return noneSeen(rows.length, before.ended)
}

/** Rows that are read may be missing because they are read, and not because they are many. */
const unreadAlone = (rows: number, missing: number) =>
  found(
    'poll.cap',
    'undecided',
    'warning',
    say(
      `从头轮询返回 ${rows} 条，都是未读；缺的 ${missing} 条都是已读：也许只返回未读消息，也许有上限`,
      `from the beginning ${rows} rows come, all unread, and the ${missing} missing ones are all read: it may give unread ones only, or have a cap`,
    ),
  )

const NOTHING = { pages: [], ended: false }

function noneSeen(rows: number, complete: boolean): Found {
  if (!complete)
    return undecided(
      'poll.cap',
      say(
        `从头轮询返回 ${rows} 条，没有更早的历史消息可以对照`,
        `from the beginning ${rows} rows come, and history cannot tell whether there are more`,
      ),
    )
  if (rows <= TOO_FEW)
    return undecided(
      'poll.cap',
      say(`会话一共只有 ${rows} 条，看不出上限`, `with ${rows} rows in all no cap could be seen`),
    )
  return found(
    'poll.cap',
    'none',
    'ok',
    say(
      `从头轮询返回了全部 ${rows} 条：到这个数量为止没有上限`,
      `from the beginning all ${rows} rows come: up to that many there is no cap`,
    ),
  )
}
