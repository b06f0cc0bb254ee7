import type { Browser } from 'playwright'
import { deskMembers } from '~/mocks/desk'
import { costing, heapOf, openDesk, wait } from './deskPage'
import { startDesk } from './deskServer'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
/** Virtual time passes in steps of so many ms; each ends when its answers have come. */
const STEP = 500
/** Messages of members that are not busy, spread over the hour: of those of today and of older ones. */
const OTHERS = { today: 8, older: 12 }

type Tier = 'busy' | keyof typeof OTHERS

export type Hour = Readonly<{
  /** Reading requests in all, and in the fullest minute. */
  requests: number
  fullest: number
  /** From when the server has a message to when the page does, s; by how urgent its conversation was. */
  late: Readonly<Record<Tier, readonly number[]>>
  /** MB by the minute of the hour. */
  heap: ReadonlyMap<number, number>
  /** How many conversations had something unread at the end. */
  unread: number
  /** Virtual seconds until all conversations were loaded once. */
  loaded: number
}>

/**
 * An hour of a desk: the page's clock and the mock's go in step, as fast as the machine can. All requests are real ones, and there
 * are as many as in an hour.
 */
export async function anHour(browser: Browser, minutes = 60): Promise<Hour> {
  /** null: until the page stands, time is the machine's. */
  let virtual: number | null = null
  const server = await startDesk(() => virtual ?? Date.now())
  const { world } = server
  const members = deskMembers(world.options)
  const page = await openDesk(browser, server, async (fresh) => {
    await fresh.clock.install()
    // a worker's timers would go by the machine's time
    await fresh.addInitScript(() => void Reflect.deleteProperty(window, 'Worker'))
  })
  const began = (await page.evaluate(() => Date.now())) + SECOND
  await page.clock.pauseAt(began)
  let now = (virtual = began)
  const told = world.contacts({ appid: 'JH', from: '2', fromrole: 'SALER' })
  const session = await costing(page)
  const late: Record<Tier, number[]> = { busy: [], today: [], older: [] }
  const heap = new Map<number, number>()
  const sent: { at: number; id: string; tier: Tier }[] = []
  const quietOf = (tier: keyof typeof OTHERS) =>
    told.filter(({ lasttime = 0 }) => {
      const age = began + world.options.skewMs - lasttime
      return tier === 'today' ? age > HOUR && age < 23 * HOUR : age > 25 * HOUR
    })
  const plans = (['today', 'older'] as const).flatMap((tier) =>
    quietOf(tier)
      .slice(0, OTHERS[tier])
      .map(({ id }, i) => ({
        id,
        tier,
        at: began + (10 + (45 * i) / OTHERS[tier]) * MINUTE * (minutes / 60),
      })),
  )
  let loaded = 0
  const toLoad = new Set(members)

  for (; now < began + minutes * MINUTE;) {
    virtual = now += STEP
    for (const plan of plans.filter(({ at }) => at <= now && at > now - STEP)) {
      const row = world.says({
        from: plan.id,
        fromrole: 'MEMBER',
        to: '2',
        torole: 'SALER',
        content: '请问还在吗',
      }) as { _id: string }
      sent.push({ at: now, id: row._id, tier: plan.tier })
    }
    await page.clock.runFor(STEP)
    do await wait(2)
    while (!server.isQuiet())
    const minute = (now - began) / MINUTE
    if (minute % 10 === 0 || minute === 2) {
      heap.set(minute, await heapOf(session))
      console.error(`${minute} min: ${heap.get(minute)?.toFixed(1)} MB, ${server.reads.length} requests`)
    }
    if (loaded === 0) {
      for (const id of toLoad) if (isLoaded(id)) toLoad.delete(id)
      if (toLoad.size === 0) loaded = (now - began) / SECOND
    }
  }
  function isLoaded(id: string) {
    const rows = world.history({
      appid: 'JH',
      from: '2',
      to: id,
      fromrole: 'SALER',
      lasttime: 9_999_999_999_999,
      limit: 50,
    })
    return rows.some(
      (row) =>
        typeof row === 'object' &&
        row !== null &&
        server.delivered.has(String((row as { _id?: unknown })._id)),
    )
  }

  for (const { at, id, tier } of sent) {
    const came = server.delivered.get(id)
    late[tier].push(came === undefined ? Infinity : (came - at) / SECOND)
  }
  // before, most requests bring what was there already
  const settled = began + Math.max(3 * MINUTE, loaded * SECOND)
  for (const id of members.slice(0, world.options.busy)) {
    const rows = world.history({
      appid: 'JH',
      from: '2',
      to: id,
      fromrole: 'SALER',
      lasttime: 9_999_999_999_999,
      limit: 400,
    })
    for (const row of rows) {
      const { _id, sendtime } = row as { _id: string; sendtime: number }
      const at = sendtime - world.options.skewMs
      // those of the last moments may still be on their way
      if (at < settled || at > now - MINUTE) continue
      late.busy.push(((server.delivered.get(_id) ?? Infinity) - at) / SECOND)
    }
  }
  const isUnread = (id: string) =>
    world.unreadCount({ appid: 'JH', from: id, fromrole: 'MEMBER', to: '2' }) > 0
  const unread = members.filter(isUnread).length
  await page.context().close()
  await server.stop()
  return {
    unread,
    requests: server.reads.length,
    fullest: fullestMinute(server.reads),
    late,
    heap,
    loaded,
  }
}

function fullestMinute(times: readonly number[]): number {
  let most = 0
  let from = 0
  for (const [i, at] of times.entries()) {
    // each is told at the end of its step, or of the next
    while ((times[from] ?? 0) <= at - MINUTE + 2 * STEP) from += 1
    most = Math.max(most, i - from + 1)
  }
  return most
}
