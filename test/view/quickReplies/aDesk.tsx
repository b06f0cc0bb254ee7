import { fireEvent, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { vi } from 'vitest'
import type { Topic } from '~/domain/message'
import { createChatStore } from '~/store/chatStore'
import { repliesKey } from '~/store/quickReplies'
import { ChatPageProvider } from '~/view/ChatContext'
import { Composer } from '~/view/Composer'
import { loadWords } from '~/view/words'
import { aChat } from '~test/sync/aChat'
import { elapse } from '~test/support/renderChat'

const PAIR = { appid: 'JH', me: { id: '2', role: 'SALER' }, peer: { id: '200', role: 'MEMBER' } } as const

/** Where the replies of SALER 2 are kept. */
export const KEY = repliesKey(PAIR)

type Reply = Readonly<{ title?: string; text: string; used?: number; pictures?: readonly string[] }>

/** Has these kept in the browser, each with its text as its id. */
export const keep = (...replies: readonly Reply[]): void =>
  localStorage.setItem(
    KEY,
    JSON.stringify({
      v: 1,
      replies: replies.map((reply) =>
        Object.assign({ id: reply.text, title: '', pictures: [], used: 0, usedAt: 0 }, reply),
      ),
    }),
  )

type Kept = Readonly<{ title: string; text: string; used: number; pictures: readonly string[] }>

/** What the browser keeps of them now. */
export const kept = (): readonly Kept[] =>
  (JSON.parse(localStorage.getItem(KEY) ?? '{"replies":[]}') as { replies: Kept[] }).replies

type Desk = Readonly<{ nickname?: string; topic?: Topic | null; canUpload?: boolean; lang?: 'zh-CN' | 'en' }>

/** The composer of SALER 2, who writes to MEMBER 200 at a PC. */
export async function aDesk({ nickname = '', topic = null, canUpload = false, lang = 'zh-CN' }: Desk = {}) {
  const { chat } = aChat()
  const page = {
    chat: {
      ...chat,
      store: createChatStore(PAIR),
      told: { ...chat.told, peer: { nickname, avatar: '' }, topic },
      upload: canUpload ? () => new Promise<never>(() => {}) : null,
    },
    lang,
    words: await loadWords(lang),
    device: 'pc',
    textLimit: 2_000,
    resolveTopic: null,
    previewImage: null,
    desk: null,
  } as const
  const sent = vi.fn<(text: string) => void>()
  render(
    <main>
      <ChatPageProvider value={page}>
        <p>旁边</p>
        <Composer ref={null} onSend={sent} onTyping={() => {}} />
      </ChatPageProvider>
    </main>,
  )
  await elapse('100 ms')
  return {
    /** What was sent so far. */
    sent: () => sent.mock.calls.map(([text]) => text),
    user: userEvent.setup({ advanceTimers: (ms) => vi.advanceTimersByTimeAsync(ms) }),
  }
}

// `hidden`: to find out what of a page can be seen takes long here
export const box = () =>
  screen.getByRole<HTMLTextAreaElement>('textbox', { name: /^(输入消息|Message)$/, hidden: true })
export const button = (name: string) => screen.getByRole('button', { name, hidden: true })

/** Presses a key in the box. */
export const press = (key: string, fields: object = {}): boolean =>
  fireEvent.keyDown(box(), { key, keyCode: key === 'Enter' ? 13 : 0, ...fields })
