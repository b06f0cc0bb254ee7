import { onTestFinished, vi } from 'vitest'
import { createLocalFiles } from '~/lib/localFiles'
import type { Upload } from '~/lib/upload'
import { createChatStore } from '~/store/chatStore'
import type { Chat } from '~/sync/chat'
import { kept } from '~/sync/outboxEntry'
import { type NewFile, sendFiles } from '~/sync/send'
import { createUploader } from '~/sync/uploadFiles'
import { parseMessage } from '~/wire/schema'
import { anOwnDocument, PAIR, T } from '~test/builders'
import { aPlace, noFiles } from '~test/support/aPlace'
import { anOpenChat } from './aChat'

export const picture = (name: string): NewFile => ({
  type: 'IMAGE',
  file: new Blob([name], { type: 'image/jpeg' }),
  name,
  size: { width: 4, height: 3 },
  seconds: null,
})
export const voice: NewFile = { type: 'VOICE', file: new Blob(['v']), name: 'v.mp3', size: null, seconds: 7 }

/** An open chat whose uploads the test answers; what is uploaded comes to `/up/NAME`. */
export function anUploadingChat(
  upload: Upload = (_, { name }) => Promise.resolve(`/up/${name}`),
  place = aPlace(),
) {
  const uploaded = vi.fn<Upload>(upload)
  const made = anOpenChat({ sendMsg: ({ content, type }) => Promise.resolve(aRow(content, type)) })
  const chat: Chat = { ...made.chat, files: createLocalFiles(place), upload: uploaded }
  const uploader = createUploader(chat)
  const stop = chat.store.subscribe(uploader.look)
  onTestFinished(() => {
    stop()
    uploader.stop()
  })
  const { store } = chat
  return {
    chat,
    api: made.api,
    store,
    place,
    uploaded,
    uploader,
    sent: () => made.api.sendMsg.mock.calls.map(([message]) => message),
    contents: () => made.api.sendMsg.mock.calls.map(([{ content }]) => content),
    phases: () => store.getState().outbox.map(({ state }) => state.phase),
    /** From now on no POST is answered. */
    holdSends: () => void made.api.sendMsg.mockImplementation(() => new Promise(() => {})),
    first: () => {
      const [item] = store.getState().outbox
      if (!item) throw new Error('the outbox is empty')
      return item
    },
  }
}

function aRow(content: string, type: string) {
  const row = parseMessage(anOwnDocument({ content, type, _id: content }, T))
  if (!row) throw new Error('unusable')
  return row
}

/** An upload that ends when the test says so. */
export function aSlowUpload() {
  const ends: ((address: string) => void)[] = []
  const signals: AbortSignal[] = []
  const tell: ((share: number) => void)[] = []
  const upload: Upload = (_, { signal, onProgress }) =>
    new Promise((resolve, reject) => {
      ends.push(resolve)
      signals.push(signal)
      tell.push(onProgress)
      signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
    })
  return { upload, ends, signals, tell }
}

/** What a visit keeps of a picture whose file is lost. */
export function aKeptPicture(chat: Chat) {
  const { files: _, ...others } = chat
  const aside: Chat = { ...others, files: noFiles(), store: createChatStore(PAIR) }
  sendFiles(aside, [picture('lost.jpg')])
  const [item] = aside.store.getState().outbox
  if (!item) throw new Error('nothing was written')
  return { ...kept(item), file: { ...item.file, key: 'lost' } }
}
