import * as v from 'valibot'
import { parsedJson } from '~/lib/json'
import { FaultsShape } from './control'
import { emptyState, STATE_SHAPE, type WorldState } from './state'

const Role = v.picklist(['MEMBER', 'SALER'])
const Visit = v.nullable(v.object({ since: v.number(), lastPoll: v.number() }))

const Talk = v.object({
  pair: v.object({ appid: v.string(), member: v.string(), saler: v.string() }),
  visits: v.object({ MEMBER: Visit, SALER: Visit }),
  unanswered: v.array(
    v.object({
      id: v.string(),
      role: Role,
      at: v.number(),
      type: v.string(),
      text: v.string(),
      read: v.boolean(),
      answered: v.boolean(),
    }),
  ),
  // JSON has no -Infinity
  lastLine: v.nullable(v.number()),
  inARow: v.number(),
  lines: v.number(),
  until: v.number(),
})

/** What a saved world is: `world` names it, `now` is its time when it was saved, true UTC ms. */
const StateFile = v.object({
  jhMockState: v.number(),
  world: v.string(),
  now: v.pipe(v.number(), v.integer()),
  state: v.object({
    began: v.number(),
    entries: v.array(
      v.object({
        pair: v.string(),
        stamp: v.number(),
        at: v.number(),
        visibleAt: v.optional(v.number()),
        row: v.optional(v.unknown(), null),
      }),
    ),
    talks: v.array(v.tuple([v.string(), Talk])),
    saved: v.number(),
    requests: v.number(),
    seen: v.array(v.tuple([v.string(), v.number()])),
    marks: v.array(v.tuple([v.string(), v.array(v.number())])),
    aheadMs: v.number(),
    faults: v.nullable(FaultsShape),
  }),
})

/** A world as a file: JSON, with everything that it remembers. */
export function saveState(world: string, state: WorldState, now: number): string {
  const { talks, seen, marks, ...rest } = state
  const file = {
    jhMockState: STATE_SHAPE,
    world,
    now,
    state: { ...rest, talks: [...talks], seen: [...seen], marks: [...marks] },
  }
  return `${JSON.stringify(file, null, 1)}\n`
}

/**
 * What such a file remembers, or what is wrong with it, in a sentence. Its clock goes on from when it was saved: `wall` is the
 * mount's time now, true UTC ms.
 */
export function loadState(
  text: string,
  world: string,
  wall: number,
): { state: WorldState } | { wrong: string } {
  const json = parsedJson(text)
  if (json === undefined) return { wrong: '文件不是 JSON。The file is no JSON.' }
  // before the rest: another version has another one
  const version = v.safeParse(v.object({ jhMockState: v.number() }), json)
  if (version.success && version.output.jhMockState !== STATE_SHAPE) return anotherVersion(version.output)
  const read = v.safeParse(StateFile, json)
  if (!read.success) {
    const place = v.getDotPath(read.issues[0]) ?? ''
    return { wrong: `文件不是保存的世界（${place}）。The file is no saved world (at "${place}").` }
  }
  const { world: saved, now, state } = read.output
  if (saved !== world)
    return {
      wrong: `文件属于 ${saved}，现在打开的是 ${world}。The file is of ${saved}, and ${world} is open: choose its scenario and seed first.`,
    }
  const talks = state.talks.map(
    ([key, talk]) => [key, { ...talk, lastLine: talk.lastLine ?? -Infinity }] as const,
  )
  return {
    state: {
      ...emptyState(),
      ...state,
      talks: new Map(talks),
      seen: new Map(state.seen),
      marks: new Map(state.marks),
      aheadMs: now - wall,
    } as WorldState,
  }
}

const anotherVersion = ({ jhMockState }: Readonly<{ jhMockState: number }>) => ({
  wrong: `文件来自另一个版本的模拟后端（${jhMockState}，现在是 ${STATE_SHAPE}）。The file is of another version of the mock (${jhMockState}, this is ${STATE_SHAPE}).`,
})
