import * as React from 'react'
import type { ReactElement, ReactNode } from 'react'

/** A component that is drawn in place of another one. */
export type Substitutes = ReadonlyMap<unknown, (props: never) => ReactNode>

type Props = Readonly<Record<string, unknown>>
type Context = { _currentValue: unknown }

/**
 * Draws React elements once, as they begin, without React DOM, which takes a phone seconds to load: no effects, no events, and no state
 * but the first. What is drawn stands in for what React draws with the same components as soon as it is there.
 *
 * Hooks are answered where React looks for whoever answers them. That is no part of its documented interface, so the version is
 * pinned, and a test sees that both draw the same. Throws as components do.
 */
export function drawStill(
  node: ReactNode,
  into: ParentNode,
  { substitutes = new Map() }: Readonly<{ substitutes?: Substitutes }> = {},
): void {
  const seat = (React as unknown as Record<string, { H: unknown }>)[INTERNALS]
  if (!seat) throw new Error('React keeps its hooks elsewhere.')
  const before = seat.H
  seat.H = hooks()
  try {
    draw(node, into, { substitutes, isSvg: false })
  } finally {
    seat.H = before
  }
}

const INTERNALS = '__CLIENT_INTERNALS_DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE'

type Place = Readonly<{ substitutes: Substitutes; isSvg: boolean }>

function draw(node: unknown, into: ParentNode, place: Place): void {
  if (node === null || node === undefined || typeof node === 'boolean') return
  if (Array.isArray(node)) {
    for (const one of node) draw(one, into, place)
    return
  }
  if (typeof node === 'string' || typeof node === 'number') return into.append(`${node}`)
  const { type, props } = node as ReactElement<Props>
  if (typeof type === 'string') return drawTag(type, props, into, place)
  drawPart(place.substitutes.get(type) ?? type, props, into, place)
}

/** `$$typeof` of what is no plain function. */
const MEMO = Symbol.for('react.memo')
const FORWARD_REF = Symbol.for('react.forward_ref')
const CONTEXT = Symbol.for('react.context')

type Part = Readonly<{
  $$typeof?: symbol
  type?: unknown
  render?: (props: Props, ref: unknown) => unknown
}>

function drawPart(type: unknown, props: Props, into: ParentNode, place: Place): void {
  if (typeof type === 'function') return draw(called(type, props), into, place)
  const part = Object(type) as Part
  if (part.$$typeof === MEMO) return drawPart(part.type, props, into, place)
  if (part.$$typeof === FORWARD_REF) return draw(part.render?.(props, null), into, place)
  // fragments, and what only React acts on
  if (part.$$typeof !== CONTEXT) return draw(props['children'], into, place)
  const context = type as Context
  const before = context._currentValue
  context._currentValue = props['value']
  try {
    draw(props['children'], into, place)
  } finally {
    context._currentValue = before
  }
}

type Class = new (props: Props) => Readonly<{ render: () => unknown }>

function called(type: unknown, props: Props): unknown {
  const { prototype } = type as { prototype?: { isReactComponent?: unknown } }
  if (prototype?.isReactComponent) return new (type as Class)(props).render()
  return (type as (props: Props) => unknown)(props)
}

const SVG = 'http://www.w3.org/2000/svg'

function drawTag(tag: string, props: Props, into: ParentNode, { substitutes, isSvg }: Place): void {
  const svg = isSvg || tag === 'svg'
  const element = svg ? document.createElementNS(SVG, tag) : document.createElement(tag)
  for (const [name, value] of Object.entries(props)) setProp(element as HTMLElement, name, value)
  draw(props['children'], element, { substitutes, isSvg: svg })
  into.append(element)
}

/** Names that React spells otherwise than HTML does; those of SVG have dashes. */
const NAMES: Readonly<Record<string, string>> = {
  className: 'class',
  htmlFor: 'for',
}
const DASHED = /^(stroke|fill|clip|text|font)[A-Z]/
const NO_ATTRIBUTE = /^(children|key|ref|style|value|on[A-Z].*)$/

function setProp(element: HTMLElement, name: string, value: unknown): void {
  if (name === 'style') return setStyle(element, value as Props)
  if (name === 'value') return element.append(value as string)
  if (NO_ATTRIBUTE.test(name) || value === null || value === undefined) return
  // of what is true or false only these say so
  const isWord = typeof value !== 'boolean' || /^(aria-|data-|draggable$)/.test(name)
  if (!isWord && !value) return
  const dashed = DASHED.test(name) ? name.replace(/[A-Z]/g, (sign) => `-${sign.toLowerCase()}`) : name
  element.setAttribute(NAMES[name] ?? dashed, isWord ? `${value as string | number | boolean}` : '')
}

const NO_UNIT = /^(opacity|flex|zIndex|lineHeight|order)/

/** Through its own interface: a policy may forbid the attribute. */
function setStyle({ style }: HTMLElement, rules: Props): void {
  for (const [name, value] of Object.entries(rules)) {
    if (value === null || value === undefined) continue
    const text = `${value as string | number}${typeof value === 'number' && !NO_UNIT.test(name) ? 'px' : ''}`
    if (name.startsWith('--')) style.setProperty(name, text)
    else style[name as 'width'] = text
  }
}

const nothing = () => undefined

const begun = (value: unknown) => (typeof value === 'function' ? (value as () => unknown)() : value)

/** What components are answered. */
function hooks() {
  let ids = 0
  return {
    useState: (value: unknown) => [begun(value), nothing],
    useReducer: (_: unknown, value: unknown, begin?: (value: unknown) => unknown) => [
      begin ? begin(value) : value,
      nothing,
    ],
    useMemo: (make: () => unknown) => make(),
    useCallback: (made: unknown) => made,
    useRef: (current: unknown) => ({ current }),
    useContext: (context: Context) => context._currentValue,
    use: (context: Context) => context._currentValue,
    useSyncExternalStore: (_: unknown, now: () => unknown) => now(),
    useDeferredValue: (value: unknown) => value,
    useTransition: () => [false, nothing],
    useId: () => `still-${(ids += 1)}`,
    useEffect: nothing,
    useLayoutEffect: nothing,
    useInsertionEffect: nothing,
    useImperativeHandle: nothing,
    useDebugValue: nothing,
  }
}
