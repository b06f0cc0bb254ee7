/** A value of a JSON text, and where it begins there (UTF-16 units). Names of an object are kept as a list: none can pass for another. */
export type Located = Readonly<{ at: number }> &
  (
    | Readonly<{ type: 'object'; fields: readonly Field[] }>
    | Readonly<{ type: 'list'; items: readonly Located[] }>
    | Readonly<{ type: 'text'; value: string }>
    | Readonly<{ type: 'number'; value: number }>
    | Readonly<{ type: 'other' }>
  )

export type Field = Readonly<{ name: string; at: number; value: Located }>

/** Why a text is no JSON, and where; `deep`: it is, but of more levels than anybody writes. */
export type JsonFault = Readonly<{ at: number; fault: 'syntax' | 'deep' }>

/** Levels of lists and objects: the call stack holds many times as many. */
const DEEPEST = 64

const SPACE = /[ \t\r\n]*/y
// eslint-disable-next-line no-control-regex -- JSON forbids them in a text
const PLAIN = /[^"\\\u0000-\u001f]*/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORD = /true|false|null/y
const ESCAPED: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

class Fault extends Error {
  readonly at: number
  readonly fault: JsonFault['fault']
  constructor(at: number, fault: JsonFault['fault']) {
    super(fault)
    this.at = at
    this.fault = fault
  }
}

/** Reads JSON (RFC 8259) and keeps where each value stands: browsers tell of a fault, but not of the line, each in its own words. */
export function readLocated(text: string): Located | JsonFault {
  try {
    return createReader(text).whole()
  } catch (error) {
    if (error instanceof Fault) return { at: error.at, fault: error.fault }
    throw error
  }
}

/** Tells on which line (from 1) a place of a text is. Asked in the order of the places it looks through the text once. */
export function createLines(text: string): (at: number) => number {
  let seen = 0
  let line = 1
  return (at) => {
    if (at < seen) {
      seen = 0
      line = 1
    }
    line += text.slice(seen, at).match(/\r\n|\r|\n/g)?.length ?? 0
    seen = at
    return line
  }
}

/** The value of an object's name; the last one where it is there twice, as `JSON.parse` has it. */
export function fieldOf(value: Located, name: string): Located | undefined {
  if (value.type !== 'object') return undefined
  let found: Located | undefined
  for (const field of value.fields) if (field.name === name) found = field.value
  return found
}

function createReader(text: string) {
  let at = 0

  /** What matches here, or '': the place is behind it then. */
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0] ?? ''
    at += found.length
    return found
  }
  const fail = (): never => {
    throw new Fault(at, 'syntax')
  }
  const expect = (sign: string) => {
    if (text[at] !== sign) fail()
    at += 1
  }

  const value = (depth: number): Located => {
    const start = at
    if (depth > DEEPEST) throw new Fault(start, 'deep')
    switch (text[at] ?? '') {
      case '{':
        return { at: start, type: 'object', fields: listOf('}', () => field(depth)) }
      case '[':
        return { at: start, type: 'list', items: listOf(']', () => value(depth + 1)) }
      case '"':
        return { at: start, type: 'text', value: string() }
      default: {
        if (take(WORD) !== '') return { at: start, type: 'other' }
        const number = take(NUMBER)
        return number === '' ? fail() : { at: start, type: 'number', value: Number(number) }
      }
    }
  }
  const field = (depth: number): Field => {
    const start = at
    const name = string()
    take(SPACE)
    expect(':')
    take(SPACE)
    return { at: start, name, value: value(depth + 1) }
  }
  /** What stands between a bracket and its `end`, with commas between. */
  const listOf = <T>(end: string, one: () => T): T[] => {
    const all: T[] = []
    at += 1
    take(SPACE)
    if (text[at] === end) {
      at += 1
      return all
    }
    for (;;) {
      all.push(one())
      take(SPACE)
      if (text[at] === end) break
      expect(',')
      take(SPACE)
    }
    at += 1
    return all
  }
  const string = (): string => {
    expect('"')
    const parts: string[] = []
    for (;;) {
      parts.push(take(PLAIN))
      if (text[at] === '"') break
      // anything else that ends it is a control character, or the end of the file
      if (text[at] !== '\\') fail()
      parts.push(escaped())
    }
    at += 1
    return parts.join('')
  }
  const escaped = (): string => {
    const sign = text[at + 1] ?? ''
    if (sign === 'u') {
      const digits = /^[0-9a-fA-F]{4}$/.exec(text.slice(at + 2, at + 6))?.[0] ?? fail()
      at += 6
      return String.fromCharCode(parseInt(digits, 16))
    }
    const known = ESCAPED[sign] ?? fail()
    at += 2
    return known
  }

  return {
    whole(): Located {
      take(SPACE)
      const all = value(0)
      take(SPACE)
      return at === text.length ? all : fail()
    },
  }
}
