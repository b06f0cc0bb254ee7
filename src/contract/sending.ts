import type { Client, Encoding } from './client'
import { isAbsent, sayFailure } from './failure'
import { type Found, found, say, undecided } from './finding'
import type { Question } from './question'
import { shownId } from './rows'
import { channelOf, landed, type Post, type Written } from './write'

const NOT_TRIED = say('没有试写（--write）', 'not tried (--write)')

const IDS = ['sendMsg.exists', 'send.encoding', 'send.answer', 'regUserInfo.exists'] as const

/** Which encodings of a POST arrive, whether the saved message comes back, and whether somebody can be registered. */
export const sending: Question = async ({ client, known, written }) => {
  if (!written) return IDS.map((id) => undecided(id, NOT_TRIED))
  const there = landed(written.posts, known.rows)
  const told = written.posts.map((post) => tellPost(post, there.includes(post)))
  const evidence = say(told.map((one) => one['zh-CN']).join('；'), told.map((one) => one.en).join('; '))
  const failures = written.posts.flatMap(({ answer }) => (answer.ok ? [] : [answer.failure]))
  const isGone = there.length === 0 && failures.length > 0 && failures.every(isAbsent)
  return [
    found(
      'sendMsg.exists',
      isGone ? 'no' : there.length > 0 ? 'yes' : 'undecided',
      there.length > 0 ? 'ok' : 'error',
      evidence,
    ),
    encodingOf(written, there, evidence),
    answerOf(there),
    there[0] ? await registering(client, there[0].encoding) : undecided('regUserInfo.exists', NOT_TRIED),
  ]
}

async function registering({ post, pair }: Client, encoding: Encoding): Promise<Found> {
  const { id, role } = pair.me
  const fields = { appid: pair.appid, userid: id, userrole: role, channel: channelOf(pair.me) }
  const answer = await post('regUserInfo', fields, encoding)
  if (answer.ok)
    return found(
      'regUserInfo.exists',
      'yes',
      'ok',
      say('from 已登记为在线', 'from was registered as being there'),
    )
  const why = sayFailure(answer.failure)
  return isAbsent(answer.failure)
    ? found('regUserInfo.exists', 'no', 'warning', why)
    : undecided('regUserInfo.exists', why)
}

function encodingOf({ posts }: Written, there: readonly Post[], evidence: ReturnType<typeof say>): Found {
  const works = (encoding: Encoding) => there.some((post) => post.encoding === encoding)
  /** A connection that broke tells nothing of the encoding. */
  const isUnclear = posts.some(
    (post) => !there.includes(post) && !post.answer.ok && isUnknown(post.answer.failure.kind),
  )
  if (works('form') && works('json')) return found('send.encoding', 'both', 'ok', evidence)
  if (isUnclear) return undecided('send.encoding', evidence)
  if (works('form')) return found('send.encoding', 'form', 'ok', evidence)
  if (works('json'))
    return {
      ...found('send.encoding', 'json', 'warning', evidence),
      settings: { VITE_POST_ENCODING: 'json' },
    }
  return found('send.encoding', 'none', 'error', evidence)
}

const isUnknown = (kind: string) => ['unreachable', 'timeout', 'cut', 'skipped'].includes(kind)

function answerOf(there: readonly Post[]): Found {
  const saved = there.filter(({ saved }) => saved !== null)
  const evidence = say(
    `${there.length} 条写入成功，其中 ${saved.length} 条的回答里有保存的消息`,
    `${there.length} posts are there, and the answers of ${saved.length} hold the saved message`,
  )
  if (there.length === 0) return undecided('send.answer', evidence)
  return saved.length === there.length
    ? found('send.answer', 'message', 'ok', evidence)
    : found('send.answer', 'other', 'warning', evidence)
}

function tellPost({ by, encoding, answer, saved }: Post, isThere: boolean) {
  const who = say(by === 'me' ? '自己' : '对方', by === 'me' ? 'from' : 'the other side')
  const head = say(`${who['zh-CN']}用 ${encoding}`, `${encoding} by ${who.en}`)
  if (saved)
    return say(`${head['zh-CN']}：已保存 ${shownId(saved.id)}`, `${head.en}: saved as ${shownId(saved.id)}`)
  if (isThere) return say(`${head['zh-CN']}：已保存`, `${head.en}: saved`)
  if (answer.ok)
    return say(
      `${head['zh-CN']}：回答成功但没有保存原文`,
      `${head.en}: accepted, but not saved as it was sent`,
    )
  const why = sayFailure(answer.failure)
  return say(`${head['zh-CN']}：${why['zh-CN']}`, `${head.en}: ${why.en}`)
}
