import { onTestFinished } from 'vitest'
import type { Paces } from '~/domain/pace'
import type { Storage } from '~/lib/storage'
import type { LoadSweep } from '~/sync/startSync'
import { HOUR, PAIR } from '~test/builders'
import { aStorage, type Mood, openClient } from '~test/property/client'
import { createServerModel, PLAIN_SERVER, type ServerSettings } from '~test/property/server'
import { createVirtualTime } from '~test/property/virtualTime'
import { someTabs } from '~test/support/tabs'

/** True UTC of these stories: 2026-11-20 10:00 in Shanghai. */
const START = Date.UTC(2026, 10, 20, 2)

export type Tab = ReturnType<ReturnType<typeof aBrowser>['open']>

/**
 * A browser before a model of the server that holds three old messages, or `said`, and has poll, history and sends only unless told
 * otherwise, in virtual time: minutes pass in milliseconds. What
 * must never be (two polls at once, a cursor that falls, a message posted twice) fails the test at its end.
 */
export function aBrowser(
  settings: Partial<ServerSettings> = {},
  said: readonly string[] = ['一', '二', '三'],
) {
  const time = createVirtualTime(START)
  const server = createServerModel(
    { ...PLAIN_SERVER, extras: false, ...settings },
    time.now,
    PAIR.me.id,
    PAIR.peer.id,
  )
  const { storage, state: disk, kept } = aStorage()
  const tabs = someTabs()
  const complaints: string[] = []
  let drawn = 0
  for (const text of said) server.says(false, text, 0, START - HOUR)
  const opened: { close: () => void }[] = []
  onTestFinished(() => {
    // a part of one that is still being loaded would start on the real clock
    for (const tab of opened) tab.close()
    time.restore()
    if (complaints.length > 0) throw new Error(complaints.join('\n'))
  })

  return {
    time,
    server,
    disk,
    kept,
    storage,
    /** A tab of the conversation. `shares`: the browser has locks and channels. */
    open: ({
      device = 'pc',
      visible = true,
      shares = true,
      ...others
    }: Readonly<{
      device?: 'pc' | 'phone'
      visible?: boolean
      shares?: boolean
      paces?: Paces
      mood?: Partial<Mood>
      storage?: Storage
      loadSweep?: LoadSweep
    }> = {}) => {
      const tab = tabs.open()
      const client = openClient({
        time,
        server,
        pair: PAIR,
        device,
        storage,
        visible,
        random: () => (drawn = (drawn + 0.618034) % 1),
        complain: (what) => void complaints.push(what),
        ...others,
        ...(shares && { locks: tab.locks, openChannel: tab.openChannel }),
      })
      opened.push(client)
      return {
        ...client,
        texts: () => client.store.getState().log.rows.map(({ raw }) => raw),
        link: () => client.store.getState().link,
        /** Dies without a word. */
        crash: () => {
          tab.die()
          client.close(true)
        },
      }
    },
    /** The names of the locks and channels that are in use. */
    inUse: () => tabs.inUse().map((name) => name.split(':')[1]),
    /** Whoever else talks on the channels of this browser. */
    stranger: () => tabs.open(),
  }
}

/** How many requests of a kind, or of any, the tabs have had answered. */
export const asked = (tabs: readonly Tab[], what?: Tab['asked'][number]['what']): number =>
  tabs.reduce((sum, tab) => sum + tab.asked.filter((one) => !what || one.what === what).length, 0)
