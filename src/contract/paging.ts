import { BEYOND, type Listed } from './client'
import { isAbsent, sayFailure } from './failure'
import { type Found, found, say, undecided } from './finding'
import { LARGE_PAGE, rowsOf } from './gather'
import type { Question } from './question'
import { idsOf, newestOf, oldestOf } from './rows'

const SMALL = 2

/** Whether history is there, whether `limit` and `page` count, and how many rows a page has at most. */
export const paging: Question = async ({ client, known }) => {
  const { page, limit, older, complete } = known
  if (!page.ok) {
    const why = sayFailure(page.failure)
    const isGone = isAbsent(page.failure)
    return [
      isGone ? found('history.exists', 'no', 'warning', why) : undecided('history.exists', why),
      ...['history.cap', 'history.limit', 'history.page'].map((id) => undecided(id, why)),
    ]
  }
  const rows = countOf(page)
  const total = idsOf([...page.rows, ...older]).size
  const small = await client.history(BEYOND, SMALL)
  const next = total > SMALL ? await client.history(BEYOND, SMALL, 2) : null
  return [
    found(
      'history.exists',
      'yes',
      'ok',
      say(`limit=${limit} 时返回 ${rows} 条`, `with limit=${limit} ${rows} rows come`),
    ),
    capOf(rows, limit, older.length > 0, complete),
    await limitOf(rows, small, total, () => client.history(BEYOND, 1)),
    pageOf(small, next),
  ]
}

function capOf(rows: number, limit: number, isCut: boolean, complete: boolean): Found {
  if (isCut && rows < limit)
    return found(
      'history.cap',
      rows,
      'info',
      say(
        `limit=${limit} 时只返回 ${rows} 条，而在它们之前还有消息`,
        `with limit=${limit} only ${rows} rows come, though there are others before them`,
      ),
    )
  if (rows >= limit && limit === LARGE_PAGE)
    return found(
      'history.cap',
      'none',
      'ok',
      say(`limit=${limit} 时返回 ${rows} 条`, `with limit=${limit} ${rows} rows come`),
    )
  if (complete && rows > TOO_FEW)
    return found(
      'history.cap',
      'none',
      'ok',
      say(
        `一页返回了全部 ${rows} 条：到这个数量为止没有上限`,
        `a page has all ${rows} rows: up to that many there is no cap`,
      ),
    )
  return undecided(
    'history.cap',
    say(
      `limit=${limit} 时返回 ${rows} 条，没有更早的消息可以判断`,
      `with limit=${limit} ${rows} rows come, and no older ones tell more`,
    ),
  )
}

const TOO_FEW = 20

async function limitOf(
  rows: number,
  small: Listed,
  total: number,
  askOne: () => Promise<Listed>,
): Promise<Found> {
  if (!small.ok) return undecided('history.limit', sayFailure(small.failure))
  const got = countOf(small)
  const asked = say(`limit=${SMALL} 时返回 ${got} 条`, `with limit=${SMALL} ${got} rows come`)
  if (got > SMALL) return found('history.limit', 'ignored', 'warning', asked)
  if (got === SMALL && rows > SMALL) return found('history.limit', 'honoured', 'ok', asked)
  if (got < SMALL || total <= SMALL) return tooFew(total)
  // no page has more than two
  const one = await askOne()
  if (!one.ok) return undecided('history.limit', sayFailure(one.failure))
  const value = countOf(one) === 1 ? 'honoured' : 'ignored'
  return found(
    'history.limit',
    value,
    value === 'honoured' ? 'ok' : 'warning',
    say(`limit=1 时返回 ${countOf(one)} 条`, `with limit=1 ${countOf(one)} rows come`),
  )
}

/** How many rows an answer has, those that it repeats counted once. */
const countOf = ({ raw, rows }: Extract<Listed, { ok: true }>) => raw.length - rows.length + idsOf(rows).size

const tooFew = (total: number) =>
  undecided(
    'history.limit',
    say(`历史里只看得到 ${total} 条`, `no more than ${total} rows are there to tell`),
  )

function pageOf(small: Listed, next: Listed | null): Found {
  if (!small.ok) return undecided('history.page', sayFailure(small.failure))
  if (!next) return undecided('history.page', say('消息太少', 'there are too few rows'))
  if (!next.ok) return undecided('history.page', sayFailure(next.failure))
  const [first, second] = [idsOf(rowsOf(small)), rowsOf(next)]
  const repeated = second.filter(({ id }) => first.has(id)).length
  const evidence = say(
    `page=2 返回 ${second.length} 条，其中 ${repeated} 条与 page=1 相同`,
    `page=2 has ${second.length} rows, ${repeated} of them those of page=1`,
  )
  if (second.length === 0) return undecided('history.page', evidence)
  const [before, after] = [newestOf(rowsOf(small)), oldestOf(second)]
  if (before && after && after.stamp > before.stamp)
    return found(
      'history.page',
      'oldestFirst',
      'warning',
      say(
        `${evidence['zh-CN']}，并且更新：第一页是最早的`,
        `${evidence.en}, and newer: the first page is the oldest`,
      ),
    )
  // a message that has just come pushes one row to the second page
  return repeated < second.length || repeated < first.size
    ? found('history.page', 'honoured', 'ok', evidence)
    : found('history.page', 'ignored', 'info', evidence)
}
