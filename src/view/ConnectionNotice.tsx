import { useEffect } from 'react'
import { isBlocking, isTold, type Link } from '~/domain/link'
import { assertNever } from '~/lib/assertNever'
import { after } from '~/lib/timer'
import { Notice, type NoticeAction, type NoticeTone } from '~/ui/Notice'
import { useChatPage, useChatState, useWords } from './ChatContext'
import { askNow } from '~/sync/startSync'
import { useClearing } from './useClearing'
import type { Words } from './words'

/** Milliseconds for which the return of the connection is told. */
const TOLD_FOR = 3_000

/**
 * Says when the connection is gone and when it is back; silent about a single routine failure. `overlaps`: it lies over what is
 * below it, instead of taking room.
 */
export function ConnectionNotice({ overlaps }: Readonly<{ overlaps: boolean }>) {
  const { chat } = useChatPage()
  const words = useWords()
  const link = useChatState((state) => state.link)

  useEffect(() => {
    if (!link.restored) return undefined
    return after(TOLD_FOR, () => chat.store.setLink({ restored: false }))
  }, [chat, link.restored])

  const notice = noticeOf(link, words)
  const retry = { label: words.actions.retry, onClick: () => askNow(chat) }
  const isSignedOut = link.failure?.kind === 'http' && [401, 403].includes(link.failure.status)
  // above the list and not in its way: what one reads must not move when the connection goes and comes.
  // The region stands from the start: readers announce what changes inside one, not one that appears
  return (
    <div role="status" className={overlaps ? 'absolute inset-x-0 top-0 z-10' : 'shrink-0'}>
      {notice && isSignedOut && <SignedOut text={notice.text} retry={retry} />}
      {notice && !isSignedOut && (
        <Notice tone={notice.tone} text={notice.text} actions={isBlocking(link.failure) ? [retry] : []} />
      )}
    </div>
  )
}

/** Whoever is signed out of a PC that others use may want to leave nothing there. */
function SignedOut({ text, retry }: Readonly<{ text: string; retry: NoticeAction }>) {
  const { chat } = useChatPage()
  const { question, actions } = useClearing(chat.store, useWords())
  return <Notice tone="trouble" text={question ?? text} actions={question ? actions : [retry, ...actions]} />
}

function noticeOf(link: Link, { notices }: Words): { tone: NoticeTone; text: string } | null {
  const { failure, restored } = link
  if (!isTold(link)) return restored ? { tone: 'good', text: notices.restored } : null
  if (!failure) return { tone: 'trouble', text: notices.slow }
  return { tone: failure.kind === 'unreachable' ? 'offline' : 'trouble', text: failureText(failure, notices) }
}

function failureText(failure: NonNullable<Link['failure']>, notices: Words['notices']): string {
  switch (failure.kind) {
    case 'unreachable':
    case 'timeout':
      return notices.offline
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
