import { isRecord } from '~/lib/json'
import { CALM, type WorldOptions } from './options'
import { SCENARIOS, scenarioNamed } from './scenarios'
import { type Sentence, sentence } from './sentence'
import { readSwitch, switchNamed } from './switches'

/** What an address chooses: `names` as they stand in the key of its world, and what that comes to; or what is wrong, in a sentence. */
export type ChosenOptions =
  | Readonly<{ ok: true; names: string; options: Partial<WorldOptions> }>
  | Readonly<{ ok: false; said: Sentence }>

/** The everyday conversation, which scenarios change. */
const EVERYDAY: Partial<WorldOptions> = {
  story: true,
  bot: true,
  absentSide: 'online',
  members: 8,
  pace: CALM,
}

/** Names and switches of an address, at most: nobody combines more. */
const MOST = 40

/** Plain data by name. */
type Tree = Readonly<Record<string, unknown>>

/** One value of some scenario or switch: where it stands, what it is, and whose it is. */
type Leaf = Readonly<{ path: string; value: unknown; by: string }>

/**
 * The options of `NAME,NAME,switch=value` in any order: what the scenarios change, then what the switches set. Two scenarios, or
 * two switches, that set one thing to different values contradict each other; what they plant comes together.
 */
export function chosenOptions(text: string): ChosenOptions {
  const items = [...new Set(text.split(/[,+\s]+/).filter((item) => item !== ''))].sort()
  if (items.length > MOST)
    return wrong(sentence(`最多选 ${MOST} 项。`, `At most ${MOST} are chosen at once.`))
  const named: Leaf[] = []
  const set: Leaf[] = []
  for (const item of items) {
    const [name = '', ...rest] = item.split('=')
    if (rest.length === 0) {
      const scenario = scenarioNamed(name)
      if (!scenario) return wrong(noScenario(name))
      named.push(...leavesOf(scenario.changes, '', name))
    } else {
      const one = switchNamed(name)
      if (!one) return wrong(sentence(`没有这个开关：${shown(name)}。`, `No such switch: ${shown(name)}.`))
      const read = readSwitch(one, rest.join('='))
      if ('wrong' in read) return wrong(read.wrong)
      set.push({ path: placeOf(name), value: read.value, by: item })
    }
  }
  const contradiction = contradictionIn(named) ?? contradictionIn(set)
  if (contradiction) return wrong(contradiction)
  const names = items.filter((item) => item !== 'default').join(',')
  return { ok: true, names: names || 'default', options: [...named, ...set].reduce(withLeaf, EVERYDAY) }
}

/** The seed that an address names, or what is wrong with it, in a sentence. */
export function chosenSeed(text: string): { ok: true; seed: number } | { ok: false; said: Sentence } {
  if (/^\d{1,9}$/.test(text)) return { ok: true, seed: Number(text) }
  return wrong(sentence('种子是至多 9 位的整数。', 'The seed is a whole number of at most 9 digits.'))
}

const wrong = (said: Sentence) => ({ ok: false, said }) as const

/** What an address says may be long. */
const shown = (name: string) => name.slice(0, 40)

function noScenario(name: string): Sentence {
  const known = SCENARIOS.map((one) => one.name)
  return sentence(
    `没有这个场景：${shown(name)}。已有：${known.join('、')}。`,
    `No such scenario: ${shown(name)}. Known: ${known.join(', ')}.`,
  )
}

/** Where a switch stands among the options. */
function placeOf(name: string): string {
  const parts = name.split('.')
  if (parts.length === 2) return `faults.at.${name}`
  return /^(latencyMs|failRate|failure|status|retryAfter)$/.test(name) ? `faults.${name}` : name
}

function leavesOf(tree: Tree, path: string, by: string): Leaf[] {
  return Object.entries(tree).flatMap(([key, value]) => {
    const own = path === '' ? key : `${path}.${key}`
    return isRecord(value) ? leavesOf(value, own, by) : [{ path: own, value, by }]
  })
}

function contradictionIn(leaves: readonly Leaf[]): Sentence | undefined {
  const first = new Map<string, Leaf>()
  for (const leaf of leaves) {
    const other = first.get(leaf.path)
    if (other && leaf.path !== 'planted' && JSON.stringify(other.value) !== JSON.stringify(leaf.value))
      return sentence(
        `${other.by} 与 ${leaf.by} 矛盾：都规定了 ${leaf.path}。`,
        `${other.by} and ${leaf.by} contradict each other: both set ${leaf.path}.`,
      )
    first.set(leaf.path, leaf)
  }
  return undefined
}

/** A copy with a leaf in its place. */
function withLeaf(tree: Tree, { path, value, by }: Leaf): Tree {
  const [key = '', ...rest] = path.split('.')
  const there = tree[key]
  if (rest.length > 0)
    return { ...tree, [key]: withLeaf(isRecord(there) ? there : {}, { path: rest.join('.'), value, by }) }
  return {
    ...tree,
    [key]: key === 'planted' && Array.isArray(there) && Array.isArray(value) ? [...there, ...value] : value,
  }
}
