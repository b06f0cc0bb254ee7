import { expect, onTestFinished, test, vi } from 'vitest'
import type { OutboxItem, UploadTrouble } from '~/domain/outboxItem'
import { shownIn } from '~/store/selectors'
import { itemsIn, kept } from '~/sync/outboxEntry'
import { discard, resend, sendFiles, sendText } from '~/sync/send'
import type { ApiFailure } from '~/wire/errors'
import { aPlace } from '~test/support/aPlace'
import { failing } from './aChat'
import { aKeptPicture, anUploadingChat, aSlowUpload, picture, voice } from './anUploadingChat'

test('files are uploaded one at a time and in order, and each is sent with what the API wants of it', async () => {
  const slow = aSlowUpload()
  const { chat, uploaded, sent, contents } = anUploadingChat(slow.upload)
  sendFiles(chat, [picture('a.jpg'), voice])
  await vi.waitFor(() => expect(uploaded).toHaveBeenCalledTimes(1))
  expect(contents()).toEqual([])
  slow.ends[0]?.('/up/a')
  await vi.waitFor(() => expect(uploaded).toHaveBeenCalledTimes(2))
  slow.ends[1]?.('/up/v')
  await vi.waitFor(() => expect(contents()).toEqual(['/up/a', '/up/v']))
  expect(sent()[0]).toMatchObject({ type: 'IMAGE', imageSize: 5, voiceLength: null })
  expect(sent()[1]).toMatchObject({ type: 'VOICE', imageSize: null, voiceLength: 7 })
  expect(uploaded.mock.calls.map(([, { name }]) => name)).toEqual(['a.jpg', 'v.mp3'])
})

test('texts do not wait for a picture, which takes its place below them then', async () => {
  const slow = aSlowUpload()
  const { chat, store, contents } = anUploadingChat(slow.upload)
  sendFiles(chat, [picture('a.jpg')])
  sendText(chat, '一')
  await vi.waitFor(() => expect(contents()).toEqual(['一']))
  await vi.waitFor(() => expect(slow.ends).toHaveLength(1))
  slow.ends[0]?.('/up/a')
  await vi.waitFor(() => expect(contents()).toEqual(['一', '/up/a']))
  expect(store.getState().outbox.map(({ raw }) => raw)).toEqual(['一', '/up/a'])
})

test('of several pictures none passes another: those that wait stay below the one that is there', async () => {
  const slow = aSlowUpload()
  const { chat, store, contents, holdSends } = anUploadingChat(slow.upload)
  const shown = () => shownIn(store.getState()).map(({ raw }) => raw)
  holdSends()
  sendFiles(chat, [picture('a.jpg'), picture('b.jpg'), picture('c.jpg')])
  sendText(chat, '一')
  const [a, b, c] = store.getState().outbox.map(({ raw }) => raw)
  await vi.waitFor(() => expect(slow.ends).toHaveLength(1))
  expect(shown()).toEqual([a, b, c, '一'])
  slow.ends[0]?.('/up/a')
  await vi.waitFor(() => expect(slow.ends).toHaveLength(2))
  expect(shown()).toEqual(['一', '/up/a', b, c])
  slow.ends[1]?.('/up/b')
  await vi.waitFor(() => expect(slow.ends).toHaveLength(3))
  expect(shown()).toEqual(['一', '/up/a', '/up/b', c])
  expect(contents()).toEqual(['一'])
})

test('what is shown of a file comes from here, under its name, its address and until it is let go', async () => {
  const { chat, place, contents } = anUploadingChat()
  const { files } = chat
  sendFiles(chat, [picture('a.jpg')])
  const local = chat.store.getState().outbox[0]?.raw ?? ''
  const shown = files.urlOf(local)
  expect(shown).toMatch(/^blob:/)
  expect(files.sizeOf(local)).toEqual({ width: 4, height: 3 })
  expect(place.kept.size).toBe(1)
  await vi.waitFor(() => expect(contents()).toEqual(['/up/a.jpg']))
  // what is uploaded needs no keeping
  expect(place.kept.size).toBe(0)
  expect(files.urlOf('/up/a.jpg')).toBe(shown)
  files.release('/up/a.jpg')
  expect(files.urlOf('/up/a.jpg')).toBeNull()
})

test('a file is kept before it is uploaded, unless the browser takes more than a second', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const ends: (() => void)[] = []
  const place = { ...aPlace(), keep: () => new Promise<void>((resolve) => void ends.push(resolve)) }
  const { chat, uploaded } = anUploadingChat(undefined, place)
  sendFiles(chat, [picture('a.jpg'), picture('b.jpg')])
  await vi.advanceTimersByTimeAsync(500)
  expect(uploaded).not.toHaveBeenCalled()
  ends[0]?.()
  await vi.advanceTimersByTimeAsync(0)
  expect(uploaded).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(900)
  expect(uploaded).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(100)
  expect(uploaded).toHaveBeenCalledTimes(2)
})

test('a failure that may pass is tried again, five times at most; then a person decides', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { chat, store, uploaded, phases, first } = anUploadingChat(failing({ kind: 'unreachable' }))
  sendFiles(chat, [picture('a.jpg')])
  await vi.advanceTimersByTimeAsync(900)
  expect(uploaded).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(120_000)
  expect(uploaded).toHaveBeenCalledTimes(5)
  expect(first().state).toMatchObject({ failure: { kind: 'upload', reason: 'unreachable' } })
  uploaded.mockImplementation(() => Promise.resolve('/up/a'))
  resend(chat, [first()])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(uploaded).toHaveBeenCalledTimes(6)
  expect(phases()).not.toContain('uploading')
  expect(store.getState().outbox).toHaveLength(1)
})

test.each<[ApiFailure, UploadTrouble]>([
  [{ kind: 'http', status: 413, retryAfter: null }, 'large'],
  [{ kind: 'http', status: 401, retryAfter: null }, 'signedOut'],
  [{ kind: 'http', status: 404, retryAfter: null }, 'refused'],
  [{ kind: 'refused', message: '只接受图片' }, 'refused'],
  [{ kind: 'malformed', reason: 'no address' }, 'refused'],
])('%o is no use to try again', async (failure, reason) => {
  const { chat, uploaded, first, contents } = anUploadingChat(failing(failure))
  sendFiles(chat, [picture('a.jpg'), picture('b.jpg')])
  await vi.waitFor(() => expect(first().state.phase).toBe('failed'))
  const message = failure.kind === 'refused' ? failure.message : ''
  expect(first().state).toEqual({ phase: 'failed', failure: { kind: 'upload', reason, message } })
  // the next one goes on
  await vi.waitFor(() => expect(uploaded).toHaveBeenCalledTimes(2))
  expect(contents()).toEqual([])
})

test('while the link is down nothing is tried; its return is enough', async () => {
  const { chat, store, uploaded } = anUploadingChat()
  chat.engine.tell({ type: 'failed', turn: 0, failure: { kind: 'unreachable' }, draw: 0 })
  sendFiles(chat, [picture('a.jpg')])
  await vi.waitFor(() => expect(store.getState().outbox).toHaveLength(1))
  expect(uploaded).not.toHaveBeenCalled()
  chat.engine.tell({ type: 'answered', turn: 0, news: false, sweep: false })
  await vi.waitFor(() => expect(uploaded).toHaveBeenCalledTimes(1))
})

test('one that is given up is called off, and nothing of it is kept or sent', async () => {
  const slow = aSlowUpload()
  const { chat, store, place, contents, first } = anUploadingChat(slow.upload)
  sendFiles(chat, [picture('a.jpg')])
  await vi.waitFor(() => expect(slow.signals).toHaveLength(1))
  slow.tell[0]?.(0.5)
  expect(store.getState().uploads.get(first().localId)).toBe(0.5)
  discard(chat, first())
  expect(slow.signals[0]?.aborted).toBe(true)
  await vi.waitFor(() => expect(store.getState().uploads.size).toBe(0))
  slow.ends[0]?.('/up/a')
  expect(place.kept.size).toBe(0)
  expect(contents()).toEqual([])
})

test('an upload that ends after another tab has taken the message over sends nothing', async () => {
  const ended: ((address: string) => void)[] = []
  const { chat, store, place, contents, first } = anUploadingChat(
    // one that does not hear of being called off
    () => new Promise((resolve) => ended.push(resolve)),
  )
  sendFiles(chat, [picture('a.jpg')])
  await vi.waitFor(() => expect(ended).toHaveLength(1))
  store.discard(first().localId)
  ended[0]?.('/up/a')
  await new Promise((resolve) => setTimeout(resolve))
  expect(store.getState().outbox).toEqual([])
  expect(contents()).toEqual([])
  // that tab needs it
  expect(place.kept.size).toBe(1)
})

test('a message that was refused after its file was uploaded is sent again without another upload', async () => {
  const { chat, api, uploaded, contents, first } = anUploadingChat()
  api.sendMsg.mockImplementationOnce(failing({ kind: 'refused', message: '' }))
  sendFiles(chat, [picture('a.jpg')])
  await vi.waitFor(() => expect(first().state.phase).toBe('failed'))
  chat.engine.tell({ type: 'answered', turn: 0, news: false, sweep: false })
  resend(chat, [first()])
  expect(first().state.phase).not.toBe('uploading')
  await vi.waitFor(() => expect(contents()).toEqual(['/up/a.jpg', '/up/a.jpg']))
  expect(uploaded).toHaveBeenCalledTimes(1)
})

test('a message whose file is not here any more says so', async () => {
  const { chat, place, uploaded, first } = anUploadingChat()
  const items = itemsIn({ v: 1, alive: 0, items: [{ ...aKeptPicture(chat), raw: 'local:lost' }] }, chat)
  expect(place.kept.size).toBe(0)
  chat.store.restore(items)
  await vi.waitFor(() => expect(first().state.phase).toBe('failed'))
  expect(first().state).toMatchObject({ failure: { kind: 'upload', reason: 'gone' } })
  expect(uploaded).not.toHaveBeenCalled()
})

test('what is kept of a picture brings it back after a reload: to be uploaded, or failed as it was', () => {
  const { chat, first } = anUploadingChat(() => new Promise(() => {}))
  sendFiles(chat, [voice])
  const back = itemsIn(JSON.parse(JSON.stringify({ v: 1, alive: 0, items: [kept(first())] })), chat)
  expect(back).toEqual([first()])
  expect(back[0]?.content).toMatchObject({ type: 'VOICE', seconds: 7 })
  // a picture keeps its shape
  sendFiles(chat, [picture('a.jpg')])
  const items = chat.store.getState().outbox.map(kept)
  const { chat: later } = anUploadingChat(() => new Promise(() => {}))
  const [, again] = itemsIn(JSON.parse(JSON.stringify({ v: 1, alive: 0, items })), later)
  expect(later.files.sizeOf(again?.raw ?? '')).toEqual({ width: 4, height: 3 })
  const failed: OutboxItem = {
    ...first(),
    state: { phase: 'failed', failure: { kind: 'upload', reason: 'large', message: '' } },
  }
  expect(itemsIn({ v: 1, alive: 0, items: [kept(failed)] }, chat)).toEqual([failed])
})
