import { isAbsent, sayFailure } from './failure'
import { type Found, found, say, undecided } from './finding'
import { type Marked, tryMarking } from './marking'
import type { Asked, Question } from './question'
import { landed } from './write'

type Side = 'sender' | 'reader'
/** A number for each way to ask: `from` is who wrote, as documented, or the other way round. */
type Two = Readonly<{ byOther: number; byMe: number }>

/** Whom `from` means where unread messages are counted or marked. */
export const unreadFrom: Question = async (asked) => {
  const { findings, side } = await counting(asked)
  // only now: it changes what is counted
  const tried = await tryMarking(asked)
  const exists = tried?.exists ?? undecided('updateUnreadP2pMessages.exists', NOT_TRIED)
  const settings = (tried?.side ?? side) === 'reader' ? { settings: { VITE_UNREAD_FROM: 'reader' } } : {}
  return [...findings, exists, { ...marked(tried, side), ...settings }]
}

const NOT_TRIED = say('没有试写（--write）', 'not tried (--write)')

async function counting({ client, known, written }: Asked) {
  const [documented, swapped] = [
    await client.unreadcount(client.pair.other),
    await client.unreadcount(client.pair.me),
  ]
  const broken = [documented, swapped].find((count) => typeof count !== 'number')
  if (typeof broken === 'object') {
    const why = sayFailure(broken)
    const exists = isAbsent(broken)
      ? found('unreadcount.exists', 'no', 'warning', why)
      : undecided('unreadcount.exists', why)
    return { findings: [exists, undecided('unreadcount.from', why)], side: null }
  }
  const counts: Two = { byOther: Number(documented), byMe: Number(swapped) }
  const side = byRows(counts, known) ?? byWriting(counts, { known, written })
  const rows = unreadIn(known)
  const evidence = say(
    `unreadcount 以对方为 from 得 ${counts.byOther}，以自己为 from 得 ${counts.byMe}；消息中对方发的未读 ${rows.byOther} 条，自己发的未读 ${rows.byMe} 条${known.complete ? '' : '（没有看到全部消息）'}`,
    `unreadcount is ${counts.byOther} with the other side as from and ${counts.byMe} with the own; of the rows ${rows.byOther} of the other side's and ${rows.byMe} of the own are unread${known.complete ? '' : ' (not all rows were seen)'}`,
  )
  const from = side ? sideFound('unreadcount.from', side, evidence) : undecided('unreadcount.from', evidence)
  return { findings: [found('unreadcount.exists', 'yes', 'ok', evidence), from], side }
}

const sideFound = (id: string, side: Side, evidence: ReturnType<typeof say>): Found =>
  found(id, side, side === 'sender' ? 'ok' : 'warning', evidence)

/** Which meaning the counts fit, where they fit one alone. Rows that were not seen may be unread too. */
function byRows(counts: Two, known: Asked['known']): Side | null {
  const rows = unreadIn(known)
  const fits = (count: number, unread: number) => (known.complete ? count === unread : count >= unread)
  return only(
    fits(counts.byOther, rows.byOther) && fits(counts.byMe, rows.byMe),
    fits(counts.byOther, rows.byMe) && fits(counts.byMe, rows.byOther),
  )
}

/** Which of the counts rose by what was posted; each side posted another number. */
function byWriting(counts: Two, { written, known: { rows } }: Pick<Asked, 'known' | 'written'>): Side | null {
  const before = written?.unreadBefore
  if (!written || !before) return null
  const rose = [counts.byOther - before.byOther, counts.byMe - before.byMe]
  const there = landed(written.posts, rows)
  const [byOther, byMe] = (['other', 'me'] as const).map(
    (by) => there.filter((post) => post.by === by).length,
  )
  return only(rose[0] === byOther && rose[1] === byMe, rose[0] === byMe && rose[1] === byOther)
}

const only = (sender: boolean, reader: boolean): Side | null =>
  sender === reader ? null : sender ? 'sender' : 'reader'

function unreadIn({ rows }: Asked['known']): Two {
  const of = (side: 'me' | 'other') => rows.filter(({ author, unread }) => author === side && unread).length
  return { byOther: of('other'), byMe: of('me') }
}

/** markRead.from: as it was tried, else as unreadcount has it, which the documentation gives the same parameters. */
function marked(tried: Marked | null, counted: Side | null): Found {
  if (tried?.side) return sideFound('markRead.from', tried.side, tried.evidence)
  if (tried) return undecided('markRead.from', tried.evidence)
  if (!counted) return undecided('markRead.from', NOT_TRIED)
  return sideFound(
    'markRead.from',
    counted,
    say(
      '没有试写：文档里它与 unreadcount 的参数相同，由此推断',
      'not tried: inferred from unreadcount, which the documentation gives the same parameters',
    ),
  )
}
