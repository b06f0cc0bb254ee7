import type { Pair } from '~/domain/identity'
import { judgeAlert, type News, titleOf, type Told } from '~/domain/desk/alerts'
import type { Clock } from '~/lib/clock'
import type { Favicon } from '~/lib/favicon'
import { localMinute } from '~/lib/localMinute'
import type { Notifications } from '~/lib/notifications'
import type { Sound } from '~/lib/sound'
import type { AlertSettingsStore } from '~/store/alertSettings'

/** News, and what a notification may say of them. */
export type AlertNews = News &
  Readonly<{
    /** This conversation is in front of the user, in this window or in another one. */
    isLooking: boolean
    /** It was put away. */
    isMuted: boolean
    /** What the member is called. */
    name: string
    /** The newest message in a line; null where it is not known. */
    summary: string | null
    icon?: string | undefined
  }>

/** What alerting needs of the page. */
export type AlertingPorts = Readonly<{
  owner: Pick<Pair, 'appid' | 'me'>
  settings: Pick<AlertSettingsStore, 'get'>
  sound: Pick<Sound, 'play'>
  notifications: Pick<Notifications, 'show' | 'close'>
  favicon: Favicon
  /** The title without a number, as it is now; and what shows one. */
  title: Readonly<{ base: () => string; show: (title: string) => void }>
  clock: Clock
  /** What a notification says. `summary` is null where it must not be shown, or is not known. */
  say: (count: number, summary: string | null) => string
  /** Somebody has clicked a notification: opens the conversation with this member. */
  open: (id: string) => void
}>

/** Tells a salesperson of what members write. */
export type Alerting = Readonly<{
  /** To be called for every conversation in which something foreign is new, and for each as it is loaded first. */
  news: (news: AlertNews) => void
  /** So many messages are unread in all conversations: in the title, and as a dot on the icon. Again when the title is another one. */
  unread: (total: number) => void
  /** Somebody has looked at this conversation, or nothing in it is unread any more: its notification goes. */
  looked: (id: string) => void
  /** Whether this tab is the one that makes sounds and notifications. None does before it is told so. */
  setAlerts: (isOn: boolean) => void
  /** Everything is as it was before. */
  stop: () => void
}>

export function createAlerting(ports: AlertingPorts): Alerting {
  const { settings, sound, notifications, favicon, title, clock } = ports
  const { appid, me } = ports.owner
  const told = new Map<string, Told>()
  const shown = new Set<string>()
  let alerts = false
  let lastSoundAt: number | null = null
  let isStopped = false

  /** Of this salesperson: another one in this browser may know the same member. */
  const tagOf = (id: string) => `jh-im:${JSON.stringify([appid, me.role, me.id, id])}`
  const close = (id: string) => {
    if (shown.delete(id)) notifications.close(tagOf(id))
  }
  const notify = ({ id, count, name, summary, icon }: AlertNews) => {
    const body = ports.say(count, settings.get().content ? summary : null)
    const isShown = notifications.show({ tag: tagOf(id), title: name, body, icon }, () => {
      shown.delete(id)
      ports.open(id)
    })
    if (isShown) shown.add(id)
  }
  return {
    news(news) {
      if (isStopped) return
      const { id, count, at, isLooking, isMuted } = news
      const before = told.get(id) ?? null
      const situation = { isLooking, isMuted, alerts, told: before, lastSoundAt }
      const now = { elapsed: clock.elapsed(), minute: localMinute(clock.wall()) }
      const wanted = settings.get()
      const alert = judgeAlert(news, situation, wanted, now)
      // also what was not told of: it must not be told of later, when it is no news any more
      told.set(id, { at: Math.max(at, before?.at ?? at), count })
      if (isLooking) close(id)
      if (alert.notify) notify(news)
      if (!alert.sound || wanted.sound === 'off') return
      if (sound.play(wanted.sound, wanted.volume)) lastSoundAt = now.elapsed
    },
    unread(total) {
      if (isStopped) return
      favicon.dot(total > 0)
      title.show(titleOf(total, title.base()))
    },
    looked(id) {
      close(id)
      const before = told.get(id)
      if (before) told.set(id, { ...before, count: 0 })
    },
    setAlerts(isOn) {
      alerts = isOn
    },
    stop() {
      isStopped = true
      for (const id of shown) close(id)
      favicon.dot(false)
      title.show(title.base())
    },
  }
}
