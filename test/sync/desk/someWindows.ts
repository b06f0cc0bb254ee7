import { onTestFinished, vi } from 'vitest'
import { isListed } from '~/domain/desk/contacts'
import type { Pair } from '~/domain/identity'
import type { Page, PageEvent } from '~/lib/page'
import { after as afterwards } from '~/lib/timer'
import { createTrueClock } from '~/lib/trueClock'
import { createChatStore } from '~/store/chatStore'
import { createContactStore } from '~/store/contactStore'
import { createDeskStore } from '~/store/deskStore'
import type { Chat } from '~/sync/chat'
import { createDesk } from '~/sync/desk/desk'
import { createGate } from '~/sync/desk/gate'
import { gatedApi } from '~/sync/desk/gatedApi'
import { runDesk } from '~/sync/desk/runDesk'
import { takeUp } from '~/sync/desk/takeUp'
import { createEngine } from '~/sync/engine'
import { newHabits } from '~/sync/history'
import type { Surroundings } from '~/sync/startSync'
import { noFiles } from '~test/support/aPlace'
import { someStorage } from '~test/support/someStorage'
import { someTabs } from '~test/support/tabs'
import { NO_JOURNAL } from '~test/support/noJournal'
import { aServer, apiOver } from './aServer'
import { polling } from './polling'
// what arrives later would do so by the machine's time and not by the test's
import '~/sync/asides'
import '~/sync/sweep'

const machineTick = setImmediate
const turn = () => new Promise<void>((resolve) => void machineTick(resolve))

type Asked = Readonly<{ window: string; what: string; id: string; at: number }>

/** A browser in which a salesperson opens one desk in several windows; on vitest's clock. */
export function someWindows({ members = ['a', 'b', 'c'], server = aServer(), shares = true } = {}) {
  const tabs = someTabs()
  const disk = someStorage()
  const asked: Asked[] = []
  // they talk today: nobody is asked for so seldom that a test would have to wait for it
  for (const id of members) server.says(id, '你好')
  for (const id of members) server.read(id)
  const who = { appid: 'JH', me: { id: '2', role: 'SALER' as const } }
  const clock = { wall: () => Date.now(), elapsed: () => performance.now() }
  let names = 0

  const apiOf = (window: string, pair: Pair) =>
    apiOver(
      server,
      pair.peer.id,
      (what) => void asked.push({ window, what, id: pair.peer.id, at: Date.now() }),
    )

  const open = ({ visible = true } = {}) => {
    const tab = tabs.open()
    const name = `window-${(names += 1)}`
    const storage = disk.tab()
    const watchers = new Set<(event: PageEvent) => void>()
    const focusWatchers = new Set<() => void>()
    const state = { visible, focused: visible }
    const page: Page = {
      isVisible: () => state.visible,
      watch: (happened) => {
        watchers.add(happened)
        return () => void watchers.delete(happened)
      },
      hasFocus: () => state.focused,
      watchFocus: (changed) => {
        focusWatchers.add(changed)
        return () => void focusWatchers.delete(changed)
      },
    }
    let isDead = false
    const openChannel: Surroundings['openChannel'] = (name, heard) => {
      const channel = tab.openChannel(name, heard)
      return { ...channel, post: (message) => isDead || channel.post(message) }
    }
    const around: Surroundings = {
      page,
      storage,
      locks: shares ? tab.locks : null,
      openChannel: shares ? openChannel : null,
    }
    // as the page's own timer, which ends with the desk
    const timers = new Set<() => void>()
    const after = (ms: number, task: () => void) => {
      const callOff = afterwards(ms, () => {
        timers.delete(callOff)
        task()
      })
      timers.add(callOff)
      return () => {
        timers.delete(callOff)
        callOff()
      }
    }
    const trueClock = createTrueClock(clock)
    const store = createDeskStore()
    const contacts = createContactStore(storage, who, clock.wall)
    const told: string[] = []
    let ids = 0
    const newId = () => `${name}-${(ids += 1)}`
    const gate = createGate({ clock, after, random: () => 0, perMinute: 180, atOnce: 3 })
    let running: ReturnType<typeof runDesk> | null = null
    const passing: Pick<typeof gate, 'pass' | 'putOff'> = {
      putOff: gate.putOff,
      pass: async (...whose) => {
        const release = await gate.pass(...whose)
        running?.asked()
        return release
      },
    }
    const locks = around.locks && {
      take: (...args: Parameters<NonNullable<Surroundings['locks']>['take']>) =>
        (running?.locks() ?? around.locks)?.take(...args) ?? (() => {}),
    }
    const desk = createDesk({
      store,
      page,
      make: (id, front) => {
        const pair: Pair = { ...who, peer: { id, role: 'MEMBER' } }
        const chatStore = createChatStore(pair)
        const nobody = { nickname: '', avatar: '' }
        const chat: Chat = {
          api: gatedApi(apiOf(name, pair), passing, () =>
            store.getState().open === id ? 'open' : 'background',
          ),
          store: chatStore,
          clock,
          trueClock,
          engine: createEngine(chatStore, { clock, trueClock, device: 'pc', visible: state.visible }),
          habits: newHabits(),
          journal: NO_JOURNAL,
          recent: null,
          tabs: { told: () => {} },
          files: noFiles(),
          upload: null,
          random: () => 0,
          report: () => {},
          told: { me: nobody, peer: nobody, channel: 'PC', topic: null },
          newId,
        }
        return { chat, around: { ...around, page: front, locks } }
      },
      changed: (_, now, before) => running?.changed(now, before),
    })
    const lives = new Map<string, () => void>()
    const keepUp = () => {
      const { live } = store.getState()
      for (const [id, end] of lives)
        if (!live.includes(id)) {
          lives.delete(id)
          end()
        }
      for (const id of live) if (!lives.has(id)) lives.set(id, polling(desk.of(id)))
    }
    const run = () => {
      running = runDesk({
        who,
        store,
        contacts,
        desk,
        gate,
        perMinute: 180,
        around,
        clock,
        trueClock,
        after,
        random: () => 0,
        newId,
        leads: (leads) => void told.push(leads ? 'leads' : 'follows'),
        heard: () => {},
      })
      return running
    }
    for (const id of members) contacts.open(id)
    const stopKeeping = store.subscribe((now, before) => now.live !== before.live && keepUp())
    const started = run()
    const stopTakingUp = takeUp({
      who,
      storage,
      locks: around.locks,
      wall: clock.wall,
      after,
      isLive: (id) => store.getState().live.includes(id),
      isListed: (id) => isListed(contacts.getState().contacts, id),
      wake: desk.wake,
    })
    let isOpen = true
    const close = () => {
      if (!isOpen) return
      isOpen = false
      stopTakingUp()
      stopKeeping()
      for (const end of lives.values()) end()
      started.stop()
      contacts.stop()
      for (const callOff of timers) callOff()
      running = null
    }
    onTestFinished(close)
    const tell = (event: PageEvent) => {
      for (const watcher of watchers) watcher(event)
    }
    return {
      name,
      store,
      contacts,
      desk,
      storage,
      running: started,
      told,
      watchers,
      chat: (id: string) => desk.of(id).chat,
      row: (id: string) => store.getState().summaries.get(id),
      show: (isVisible: boolean) => {
        Object.assign(state, { visible: isVisible, focused: isVisible })
        tell(isVisible ? 'shown' : 'hidden')
        for (const watcher of focusWatchers) watcher()
      },
      focus: (focused: boolean) => {
        state.focused = focused
        for (const watcher of focusWatchers) watcher()
      },
      tell,
      texts: (id: string) =>
        desk
          .of(id)
          .chat.store.getState()
          .log.rows.map(({ raw }) => raw),
      outbox: (id: string) => desk.of(id).chat.store.getState().outbox,
      close,
      /** Dies without a word. */
      crash: () => {
        isDead = true
        tab.die()
        close()
      },
    }
  }

  return { server, disk, tabs, open, asked, since: (at: number) => asked.filter((one) => one.at >= at) }
}

export type Window = ReturnType<ReturnType<typeof someWindows>['open']>

/** Lets so many ms pass, with all answers in them. */
export async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 50) {
    await vi.advanceTimersByTimeAsync(Math.min(50, left))
    if (left % 500 === 0) await turn()
  }
  await turn()
}

/** Two windows of one desk, both seen; the first one opened leads. */
export async function twoWindows(options: Parameters<typeof someWindows>[0] = {}) {
  const browser = someWindows(options)
  const first = browser.open()
  await pass(2_000)
  const second = browser.open()
  await pass(3_000)
  if (!first.running.leads() || second.running.leads()) throw new Error('the second one leads')
  return { ...browser, first, second }
}
