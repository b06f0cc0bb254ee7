import { createStore } from 'zustand/vanilla'
import { isArchived, isListed } from '~/domain/desk/contacts'
import { newestRow, type Summary } from '~/domain/desk/summary'
import { otherRole, type Pair } from '~/domain/identity'
import { summarise } from '~/kinds/index'
import type { Locks } from '~/lib/locks'
import { browserPage } from '~/lib/page'
import { localStore } from '~/lib/storage'
import { createSteadyTimer } from '~/lib/steadyTimer'
import type { DeskConfig } from '~/app/config'
import type { Host } from '~/app/host'
import { createPageServices, createServices } from '~/app/services'
import type { ChatState } from '~/store/chatStore'
import { createContactStore } from '~/store/contactStore'
import { allDrafts } from '~/store/deskDrafts'
import { createDeskStore } from '~/store/deskStore'
import { allDraftKeys } from '~/store/deskKeys'
import { profileOf } from '~/store/profiles'
import { calmApi } from '~/sync/desk/calmApi'
import { createDesk } from '~/sync/desk/desk'
import { createGate, type Gate, type Who } from '~/sync/desk/gate'
import { inspectDesk } from '~/sync/desk/inspectDesk'
import { gatedApi } from '~/sync/desk/gatedApi'
import { takeUp } from '~/sync/desk/takeUp'
import { type RunningDesk, runDesk } from '~/sync/desk/runDesk'
import { startSignOfLife } from '~/sync/desk/signOfLife'
import { followHost } from './followHost'
import { createOnePlayer } from './onePlayer'
import type { DeskSettings } from './settings'
import { type Alerts, startAlerts } from '~/sync/desk/startAlerts'
import { createDraftMemory, createListMemory } from '~/view/desk/memory'
import { alertWords } from '~/view/words.alerts'
import { deskWords } from '~/view/words.desk'

/** Reading requests that may be unanswered at once. */
const AT_ONCE = 3

export type DeskServices = ReturnType<typeof createDeskServices>

/** What the desk needs: made once, and none of it runs yet. */
export function createDeskServices(config: DeskConfig, settings: DeskSettings, host: Host) {
  const { appid, saler } = config
  const who = { appid, me: saler }
  const page = createPageServices(config, host)
  const { clock, trueClock, newId } = page
  const store = createDeskStore()
  const contacts = createContactStore(localStore, who, clock.wall)
  let running: RunningDesk | null = null
  const sounding = createStore<Readonly<{ alerts: Alerts | null }>>(() => ({ alerts: null }))
  const alerting = () => sounding.getState().alerts?.alerting
  /** Of the page, without the number in front. */
  let title = ''
  let timer = createSteadyTimer()
  const after: typeof timer.after = (ms, task) => timer.after(ms, task)

  const { requestsPerMinute: perMinute } = settings
  const gate = createGate({ clock, after, random: Math.random, perMinute, atOnce: AT_ONCE })
  /** Other windows hear of what leaves here. */
  const told: Pick<Gate, 'pass' | 'putOff'> = {
    putOff: gate.putOff,
    pass: async (who, signal) => {
      const release = await gate.pass(who, signal)
      running?.asked()
      return release
    },
  }
  // the window that leads the desk has the locks of its conversations; who that is shows while it runs
  const locks: Locks | null = page.around.locks && {
    take: (...args) => (running?.locks() ?? page.around.locks)?.take(...args) ?? (() => {}),
  }

  const sound = createOnePlayer()
  const desk = createDesk({
    store,
    page: browserPage,
    make: (id, front) => {
      const pair: Pair = { ...who, peer: { id, role: otherRole(saler.role) } }
      const { nickname = '', avatar = '' } = contacts.getState().contacts.get(id) ?? {}
      const rank = (): Who => (store.getState().open === id ? 'open' : 'background')
      const { api, journal } = page.createApi()
      const about = { ...config, keeps: false, pair, peer: { nickname, avatar } }
      const { chat, player } = createServices(about, page, {
        // what it waits for at the gate is no time of the server's
        api: calmApi(gatedApi(api, told, rank), clock),
        journal,
      })
      return {
        chat,
        player: sound.join(player),
        around: { ...page.around, page: front, locks },
        list: createListMemory(),
        drafts: createDraftMemory((text) => store.setDraft(id, text)),
      }
    },
    changed: (id, state, before) => {
      if (state.log !== before.log) learn(id, state)
      running?.changed(state, before)
      tellNews(id, state, before)
    },
  })

  /** What the rows of a conversation tell of the member. */
  const learn = (id: string, state: ChatState) => {
    contacts.learn(id, profileOf('theirs', state))
    if (state.log.rows.length > 0) store.setSkew(state.log.skew)
    for (const mine of [true, false]) {
      const row = newestRow(state.log, mine)
      if (row) contacts.heard(id, { stamp: row.sentAt, mine })
    }
  }

  /** What came of the member is worth a sound and a notification, but for what was there before. */
  const tellNews = (id: string, { log, opened }: ChatState, before: ChatState) => {
    const unread = store.getState().summaries.get(id)?.unread ?? 0
    if (unread === 0) return alerting()?.looked(id)
    const newest = newestRow(log, false)
    const contact = contacts.getState().contacts.get(id)
    if (!newest || !contact || log === before.log || !opened) return
    const { open } = store.getState()
    const isFront = open === id && browserPage.isVisible() && browserPage.hasFocus()
    alerting()?.news({
      id,
      count: unread,
      at: newest.at,
      first: !before.opened && !toldOf.has(id),
      isLooking: isFront || (running?.isElsewhere(id) ?? false),
      isMuted: isArchived(contact),
      name: contact.nickname || deskWords(config.lang).member(id),
      summary: summarise(newest.content, config.lang),
    })
  }

  /** Those of whom another window has told: what it alerted of need not be told of again by this one, should it take over. */
  const toldOf = new Set<string>()
  const heard = (id: string, { loaded, newest, unread }: Summary) => {
    if (!loaded) return
    toldOf.add(id)
    if (unread === 0 || !newest) return alerting()?.looked(id)
    const silent = { isLooking: false, isMuted: false, name: '', summary: null }
    alerting()?.news({ id, count: unread, at: newest.at, first: true, ...silent })
  }

  const readDrafts = () => {
    const drafts = allDrafts(localStore, who, clock.wall())
    for (const id of store.getState().drafts.keys()) if (!drafts.has(id)) store.setDraft(id, '')
    for (const [id, text] of drafts) store.setDraft(id, text)
  }
  const open = (id: string | null) => {
    if (id !== null && !isListed(contacts.getState().contacts, id)) contacts.open(id)
    desk.open(id)
  }

  return {
    page,
    store,
    contacts,
    desk,
    open,
    inspect: () => inspectDesk({ store, contacts, desk, gate, clock, running }),
    remove: (id: string) => {
      contacts.remove(id)
      const player = desk.known(id)?.player
      if (player) sound.leave(player)
      desk.remove(id)
      running?.forget(id)
    },
    /** What the page is called, and how much is unread in all of it. */
    entitle: (base: string, unread: number) => {
      title = base
      alerting()?.unread(unread)
    },
    /** Its alerts, while it runs. */
    running: sounding,
    /** Runs it; returns what ends it. */
    start: () => {
      const { around } = page
      timer.stop()
      timer = createSteadyTimer()
      const alerts = startAlerts({
        owner: who,
        storage: localStore,
        clock,
        title: () => title,
        say: alertWords(config.lang).note,
        open,
      })
      sounding.setState({ alerts })
      // it may lead at once
      let following: ReturnType<typeof followHost> | null = null
      const made = runDesk({
        who,
        store,
        contacts,
        desk,
        gate,
        perMinute,
        around,
        clock,
        trueClock,
        after,
        newId,
        random: Math.random,
        leads: (leads) => {
          following?.look()
          alerts.alerting.setAlerts(leads)
        },
        heard,
      })
      running = made
      following = followHost({ settings, who, page, store, contacts, open, leads: made.leads })
      readDrafts()
      const stopReading = localStore.watch(allDraftKeys(who), readDrafts)
      const stopTakingUp = takeUp({
        who,
        storage: localStore,
        locks: around.locks,
        wall: clock.wall,
        after,
        isLive: (id) => store.getState().live.includes(id),
        isListed: (id) => isListed(contacts.getState().contacts, id),
        wake: desk.wake,
      })
      const me = { appid, userid: saler.id, userrole: saler.role, channel: config.channel }
      const { api } = page.createApi()
      const stopSigning = startSignOfLife({
        register: () => api.regUserInfo(me),
        page: around.page,
        clock,
        after,
      })
      const stop = () => {
        running = null
        sounding.setState({ alerts: null })
        for (const end of [
          stopSigning,
          stopTakingUp,
          stopReading,
          following?.stop,
          made.stop,
          alerts.stop,
          timer.stop,
        ])
          end?.()
        sound.pause()
      }
      return stop
    },
  }
}
