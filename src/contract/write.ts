import type { Answer, Client, Encoding, Fields } from './client'
import { plain, rowsIn } from './envelope'
import type { Known } from './gather'
import { readRows, type Row, type Side, stamped } from './rows'

/** Messages that are posted at most. */
const POSTS = 4

/** A message that was posted, and what came back. `saved`: the row in the answer, where there is one that says what was sent. */
export type Post = Readonly<{
  by: 'me' | 'other'
  encoding: Encoding
  content: string
  answer: Answer
  saved: Row | null
}>

/** What was written, and how things stood before. */
export type Written = Readonly<{
  posts: readonly Post[]
  before: Known
  /** unreadcount with the other side, and with `me`, as `from`; null where it does not count. */
  unreadBefore: Readonly<{ byOther: number; byMe: number }> | null
}>

/**
 * Posts up to four messages that say what they are, in the given pair only: `me` by form, `me` by JSON, the other side, and a
 * fourth so that both sides have posted unequal numbers.
 */
export async function write(client: Client, before: Known): Promise<Written> {
  const { me, other } = client.pair
  const [byOther, byMe] = [await client.unreadcount(other), await client.unreadcount(me)]
  const unreadBefore = typeof byOther === 'number' && typeof byMe === 'number' ? { byOther, byMe } : null
  const mark = client.now().toString(36)
  const posts: Post[] = []
  const post = async (by: 'me' | 'other', encoding: Encoding) => {
    const content = `JH contract check ${posts.length + 1}/${POSTS} ${mark}`
    const answer = await client.post('sendMsg', fieldsOf(client, before, by, content), encoding)
    const saved = answer.ok ? savedRow(client, answer.data, content) : null
    posts.push({ by, encoding, content, answer, saved })
    return saved !== null
  }
  const [form, json] = [await post('me', 'form'), await post('me', 'json')]
  if (form || json) {
    const encoding = form ? 'form' : 'json'
    await post('other', encoding)
    await post(form && json ? 'me' : 'other', encoding)
  }
  return { posts, before, unreadBefore }
}

/** Posts that are there: their answers or the rows that were read since say so. */
export const landed = (posts: readonly Post[], rows: readonly Row[]): readonly Post[] => {
  const contents = new Set(rows.map(({ fields }) => fields['content']))
  return posts.filter(({ saved, content }) => saved !== null || contents.has(content))
}

function savedRow({ pair }: Client, data: unknown, content: string): Row | null {
  const [row] = readRows(rowsIn(data) ?? [], pair)
  return row?.fields['content'] === content ? row : null
}

/** The fields of sendMsg; names and pictures as that side's newest message has them, so that nobody's seem to change. */
function fieldsOf({ pair, sides }: Client, { rows }: Known, by: 'me' | 'other', content: string): Fields {
  const [author, reader] = by === 'me' ? [pair.me, pair.other] : [pair.other, pair.me]
  const mine = newestBy(rows, by)
  const theirs = newestBy(rows, by === 'me' ? 'other' : 'me')
  return {
    ...sides(author, reader),
    fromarea: plain(mine['fromarea']),
    f_nickname: plain(mine['f_nickname']),
    f_avatar: plain(mine['f_avatar']),
    t_nickname: plain(theirs['f_nickname']),
    t_avatar: plain(theirs['f_avatar']),
    content,
    type: 'TEXT',
    channel: channelOf(author),
    bustype: 'CHAT',
    busid: '',
    voiceLength: '-1',
    imageSize: '-1',
  }
}

export const channelOf = ({ role }: Side) => (role === 'MEMBER' ? 'WX' : 'PC')

function newestBy(rows: readonly Row[], author: 'me' | 'other'): Readonly<Record<string, unknown>> {
  const own = stamped(rows).filter((row) => row.author === author)
  const [newest] = own.sort((a, b) => b.stamp - a.stamp)
  return newest?.fields ?? {}
}
