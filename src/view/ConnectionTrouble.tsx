import { isBlocking, isTold, type Link } from '~/domain/link'
import { assertNever } from '~/lib/assertNever'
import { Notice, type NoticeAction, type NoticeTone } from '~/ui/Notice'
import { useChatPage, useWords } from './ChatContext'
import { askNow } from '~/sync/startSync'
import { useClearing } from './useClearing'
import type { Words } from './words'
import { troubleWords } from './words.trouble'

/** What is wrong with the connection, or that it is well again. */
export function ConnectionTrouble({ link }: Readonly<{ link: Link }>) {
  const { chat } = useChatPage()
  const words = useWords()
  const notice = noticeOf(link, words)
  const retry = { label: words.actions.retry, onClick: () => askNow(chat) }
  const isSignedOut = link.failure?.kind === 'http' && [401, 403].includes(link.failure.status)
  if (!notice) return null
  if (isSignedOut) return <SignedOut text={notice.text} retry={retry} />
  return <Notice tone={notice.tone} text={notice.text} actions={isBlocking(link.failure) ? [retry] : []} />
}

/** Whoever is signed out of a PC that others use may want to leave nothing there. */
function SignedOut({ text, retry }: Readonly<{ text: string; retry: NoticeAction }>) {
  const { chat } = useChatPage()
  const { question, actions } = useClearing(chat.store, useWords())
  return <Notice tone="trouble" text={question ?? text} actions={question ? actions : [retry, ...actions]} />
}

function noticeOf(link: Link, words: Words): { tone: NoticeTone; text: string } | null {
  const { notices } = troubleWords(words.lang)
  const { failure, restored } = link
  if (!isTold(link)) return restored ? { tone: 'good', text: notices.restored } : null
  if (!failure) return { tone: 'trouble', text: notices.slow }
  return { tone: failure.kind === 'unreachable' ? 'offline' : 'trouble', text: failureText(failure, words) }
}

function failureText(failure: NonNullable<Link['failure']>, words: Words): string {
  const { notices } = troubleWords(words.lang)
  switch (failure.kind) {
    case 'unreachable':
    case 'timeout':
      return words.offline
    case 'unreadable':
      return notices.unreadable
    case 'http':
      if (failure.status === 401 || failure.status === 403) return notices.signedOut
      if (failure.status === 404 || failure.status === 410) return notices.wrongAddress
      return failure.status === 429 ? notices.busy : notices.server
    case 'html':
      return failure.ours ? notices.wrongAddress : notices.signIn
    case 'malformed':
      return notices.malformed
    case 'refused':
      return notices.refused(failure.message)
    default:
      return assertNever(failure)
  }
}
