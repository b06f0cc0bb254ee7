import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseSync } from 'vite'
import { describe, expect, test } from 'vitest'
import { type Lang, langs } from '~/lib/lang'
import { come } from '~/view/inLanguages'
import { loadWords, type Parts } from '~/view/words'
import { alertWords } from '~/view/words.alerts'
import { composerWords } from '~/view/words.composer'
import { deskWords } from '~/view/words.desk'
import { deskTroubleWords } from '~/view/words.deskTrouble'
import { diagnosisWords } from '~/view/words.diagnosis'
import { en } from '~/view/words.en'
import { pictureWords } from '~/view/words.pictures'
import { problemWords } from '~/view/words.problems'
import { quickReplyWords } from '~/view/words.quickReplies'
import { recorderWords } from '~/view/words.recorder'
import { searchWords } from '~/view/words.search'
import { troubleWords } from '~/view/words.trouble'
import { viewerWords } from '~/view/words.viewer'
import { zh } from '~/view/words.zh'

const SRC = path.resolve(import.meta.dirname, '../../src')

/** The first language whole, as the others are. */
const parts: Parts = {
  alerts: alertWords('zh-CN'),
  composer: composerWords('zh-CN'),
  desk: deskWords('zh-CN'),
  deskTrouble: deskTroubleWords('zh-CN'),
  diagnosis: diagnosisWords('zh-CN'),
  pictures: pictureWords('zh-CN'),
  problems: problemWords('zh-CN'),
  quickReplies: quickReplyWords('zh-CN'),
  recorder: recorderWords('zh-CN'),
  search: searchWords('zh-CN'),
  trouble: troubleWords('zh-CN'),
  viewer: viewerWords('zh-CN'),
}
const first = { ...zh, parts }

/** The languages besides it, each as it is loaded. */
const others = await Promise.all(langs.slice(1).map(loaded))

async function loaded(lang: Lang) {
  const words = await loadWords(lang)
  return { ...words, parts: come[lang] ?? parts }
}

type Word = string | ((...given: readonly unknown[]) => unknown)

/** Every word by its place: `parts.search.older.start`. */
function wordsOf(value: unknown, place = ''): readonly (readonly [string, Word])[] {
  if (typeof value === 'string') return [[place, value]]
  if (typeof value === 'function') return [[place, value as Word]]
  return Object.entries(value ?? {}).flatMap(([key, inner]) =>
    wordsOf(inner, place === '' ? key : `${place}.${key}`),
  )
}

/** Examples are texts for people of a country, not translations of each other. */
const isOwn = (place: string) => place.startsWith('parts.quickReplies.examples') || place === 'lang'

const inChinese = wordsOf(first).filter(([place]) => !isOwn(place))
const inEnglish = wordsOf(en).filter(([place]) => !isOwn(place))
const CJK = /[\u3000-\u9fff\uff00-\uffef]/

describe('the languages', () => {
  test.each(others)('$lang has the words of the first one, none of them empty', (language) => {
    const words = wordsOf(language).filter(([place]) => !isOwn(place))
    expect(words.map(([place]) => place).sort()).toEqual(inChinese.map(([place]) => place).sort())
    expect(inChinese.length).toBeGreaterThan(300)
    expect([...inChinese, ...words].filter(([, word]) => word === '')).toEqual([])
  })

  test('are each in the file that is named after it', () => {
    expect(others.map(({ lang }) => lang)).toEqual(langs.slice(1))
  })

  test('are what they say they are', () => {
    const said = ([, word]: readonly [string, Word]) => (typeof word === 'string' ? word : word.toString())
    expect(inEnglish.filter((one) => CJK.test(said(one))).map(([place]) => place)).toEqual([])
    // what says the same to both, or nothing in a language
    const same = new Set(inEnglish.map(([place, word]) => `${place}=${said([place, word])}`))
    const untranslated = inChinese
      .filter((one) => typeof one[1] === 'string' && same.has(`${one[0]}=${said(one)}`))
      .map(([place]) => place)
    expect(untranslated.filter((place) => !/\.keys\.\d$|^time\.today$/.test(place))).toEqual([])
  })
})

/** What a word of these is given, by the name of the parameter. */
const COUNTS = new Set('count seconds left most added same saved ready refused lost over years'.split(' '))

/** The names of a function's parameters; null where it takes something else than counts. */
function countsOf(word: Word): readonly string[] | null {
  if (typeof word === 'string') return null
  const names = (/^\(?([^)=]*)\)?\s*=>/.exec(word.toString())?.[1] ?? '').split(',').map((one) => one.trim())
  return names.some((name) => COUNTS.has(name)) ? names : null
}

/** Where the number is no number of things: one of them reads as several do. */
const NO_PLURAL = new Set([
  // units are no words
  'parts.desk.row.slower',
  // what follows is no thing that is counted
  'parts.pictures.waiting',
  'parts.quickReplies.manager.full',
  'parts.viewer.picture',
])

const counting = inEnglish.flatMap(([place, word]) => {
  const names = countsOf(word)
  return names && typeof word === 'function' ? [{ place, word, names }] : []
})

describe('English counts right', () => {
  const say = ({ word, names }: (typeof counting)[number], count: number) =>
    String(word(...names.map((name) => (COUNTS.has(name) ? count : name === 'summary' ? null : 'Li'))))
  const shape = (text: string) => text.replace(/\d+/g, 'N')

  test.each(counting.filter(({ place }) => !NO_PLURAL.has(place)))('$place', (one) => {
    // no thing and several things read alike, as far as none is spoken of; one thing does not
    expect(shape(say(one, 2))).toContain(shape(say(one, 0)))
    expect(shape(say(one, 11))).toBe(shape(say(one, 2)))
    expect(shape(say(one, 1))).not.toBe(shape(say(one, 2)))
    expect(say(one, 1)).not.toMatch(/\b1 (?:\w+ )?\w+[^s]s\b/)
    expect(say(one, 1)).not.toMatch(/\b1 (?:are|were|have|do)\b/)
    expect(say(one, 11)).toContain('11')
  })

  test('and this sees what counts', () => {
    expect(counting.length).toBeGreaterThan(15)
    const places = new Set(counting.map(({ place }) => place))
    expect([...NO_PLURAL].filter((place) => !places.has(place))).toEqual([])
  })

  test.each([
    [1, 'waiting for 1 minute'],
    [2, 'waiting for 2 minutes'],
    [11, 'waiting for 11 minutes'],
  ] as const)('a span of %i', (count, text) => {
    expect(en.parts.desk.row.waiting({ unit: 'minute', count })).toBe(text)
  })
})

/** What dayjs says in English, whatever the language of a pattern is: names of months and weekdays, the half of a day, ordinals. */
const ENGLISH = /M{3}|d{2}|D[oO]|[Aa]/

/** The patterns of dates, as they are for the first month. */
const patternsOf = (words: readonly (readonly [string, Word])[]) =>
  words.flatMap(([place, word]) =>
    /^time\.|^parts\.search\.day/.test(place)
      ? [[place, String(typeof word === 'string' ? word : word(0))] as const]
      : [],
  )

describe('dates are in the words of the language', () => {
  test.each([first, ...others])('$lang', (language) => {
    const patterns = patternsOf(wordsOf(language))
    expect(patterns).toHaveLength(8)
    const spelled = patterns.map(([place, pattern]) => [place, pattern.replace(/\[[^\]]*\]/g, '')] as const)
    expect(spelled.filter(([, pattern]) => ENGLISH.test(pattern))).toEqual([])
  })

  test('which English has for each month and each weekday', () => {
    const { year, week } = en.time
    expect(new Set(Array.from({ length: 12 }, (_, month) => year(month))).size).toBe(12)
    expect(new Set(Array.from({ length: 7 }, (_, day) => week(day))).size).toBe(7)
  })
})

type Node = Readonly<{ type: string; start: number } & Record<string, unknown>>

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

/** Every node of a syntax tree, with those above it. */
function* nodesOf(node: Node, above: readonly Node[] = []): Generator<readonly [Node, readonly Node[]]> {
  yield [node, above]
  for (const value of Object.values(node))
    for (const inner of Array.isArray(value) ? value : [value])
      if (isNode(inner)) yield* nodesOf(inner, [...above, node])
}

const SPOKEN = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'title',
  'placeholder',
  'alt',
  'label',
  'text',
  'heading',
  'hint',
])
const LETTERS = /\p{L}{2}|[\u3400-\u9fff]/u

/** Texts that stand in the code and not in a word list: what elements hold, what attributes say, and Chinese anywhere. */
function bareTexts(file: string, code: string): readonly string[] {
  const { program } = parseSync(file, code)
  const found: string[] = []
  for (const [node, above] of nodesOf(program as unknown as Node)) {
    const text = textOf(node)
    if (text === null || !LETTERS.test(text)) continue
    const around = node.type === 'TemplateElement' ? above.slice(0, -1) : above
    const [holder, parent] = [around.at(-2), around.at(-1)]
    const isCompared = /^(Call|Binary|Member)Expression$/.test(parent?.type ?? '')
    const isInAttribute = around.some((one) => one.type === 'JSXAttribute' && SPOKEN.has(nameOf(one)))
    const isShown = parent?.type === 'JSXExpressionContainer' && holder?.type !== 'JSXAttribute'
    const isSaid = node.type === 'JSXText' || CJK.test(text) || isShown || (isInAttribute && !isCompared)
    if (isSaid && !above.some(isWordList)) found.push(text.trim())
  }
  return found
}

function textOf(node: Node): string | null {
  if (node.type === 'JSXText' || node.type === 'Literal')
    return typeof node['value'] === 'string' ? node['value'] : null
  if (node.type !== 'TemplateElement') return null
  const { value } = node
  return typeof value === 'object' && value !== null && 'raw' in value ? String(value.raw) : null
}

const nameOf = (node: Node): string => {
  const name = node['name'] ?? node['id'] ?? node['key']
  return isNode(name) && typeof name['name'] === 'string' ? name['name'] : ''
}

/** The words of a kind, and what it shows of itself where there is no server. */
const isWordList = (node: Node) =>
  (node.type === 'VariableDeclarator' && nameOf(node) === 'words') ||
  (node.type === 'Property' && nameOf(node) === 'samples')

/** The texts of the word lists in this code. */
const listed = (file: string, code: string): readonly string[] =>
  [...nodesOf(parseSync(file, code).program as unknown as Node)].flatMap(([node, above]) => {
    const text = textOf(node)
    return text !== null && above.some(isWordList) ? [text] : []
  })

const filesIn = (folder: string) =>
  readdirSync(path.join(SRC, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => ({
      file: path.join(folder, name),
      code: readFileSync(path.join(SRC, folder, name), 'utf8'),
    }))

/** All that members and salespeople see; what QA sees in `qa`, `mocks` and the gallery is for those who build this. */
const PRODUCT = ['app', 'kinds', 'lib', 'wire', 'ui', 'domain', 'store', 'sync', 'view']
const product = PRODUCT.flatMap(filesIn).filter(({ file }) => !file.startsWith('view/gallery/'))
const isWords = (file: string) => /(^|\/)(words\.\w+|words|voiceWords)\.ts$/.test(file)

describe('no text stands bare in the code', () => {
  test('of the product', () => {
    const bare = product
      .filter(({ file }) => !isWords(file))
      .flatMap(({ file, code }) => bareTexts(file, code).map((text) => `${file}: ${text}`))
    expect(bare).toEqual([])
  })

  test.each([
    ['<p>Hello</p>', ['Hello']],
    ['<p>{"Hello"}</p>', ['Hello']],
    ['<p>{`Hello ${name}`}</p>', ['Hello']],
    ['<p aria-label="Hello" />', ['Hello']],
    ['<p title={isNew ? "Hello" : "Again"} />', ['Hello', 'Again']],
    ['<img alt="Picture" />', ['Picture']],
    ['<input placeholder="Type" />', ['Type']],
    ['tell("你好")', ['你好']],
    ['<p className="flex">{words.hello}</p>', []],
    ['<p>{" · "}</p>', []],
    ['<p role="log" />', []],
    ['// 你好', []],
  ])('and this sees it: %s', (code, texts) => {
    expect(bareTexts('planted.tsx', code)).toEqual(texts)
  })
})

test.each([first, ...others])('$lang tells what its variables are called', ({ parts: { quickReplies } }) => {
  for (const name of Object.values(quickReplies.variables))
    expect(quickReplies.form.hint).toContain(`{${name}}`)
})

describe('one thing has one name', () => {
  // a picture is sent, seen and not loaded; `data:image/…` is what a file says
  const isOther = (text: string) => /\bimages?\b(?!\/)/i.test(text)

  test('in the words of the view, and in those of the kinds', () => {
    const said = inEnglish.map(([place, word]) => [place, String(word)] as const)
    expect(said.filter(([, text]) => isOther(text)).map(([place]) => place)).toEqual([])
    const ofKinds = filesIn('kinds').flatMap(({ file, code }) => listed(file, code))
    expect(ofKinds.filter(isOther)).toEqual([])
    // what stands in a kind's own list is seen
    expect(ofKinds).toContain('[Picture]')
  })
})

/** The list that a word of a part is in. */
const listOf = (place: string) => (place.startsWith('parts.') ? `words.${place.split('.')[1]}` : null)

/**
 * Words that nobody says: their name is never asked for where their list is known (`say.title`, `const { title } = say`), nor anywhere
 * a value, as the reasons of a failure are, that a list is looked up by. Names that many lists have are found in each of their own.
 */
function unused(places: readonly string[], files: readonly Readonly<{ file: string; code: string }>[]) {
  const sources = files
    .filter(({ file }) => !isWords(file))
    .map(({ code }) => code.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, ''))
  const all = sources.join('\n')
  const known = new Map<string | null, string>([[null, all]])
  const thoseThatKnow = (list: string | null) => {
    const code = known.get(list) ?? sources.filter((one) => isOf(list ?? '', one)).join('\n')
    known.set(list, code)
    return code
  }
  return places.filter((place) => {
    const key = place.split('.').at(-1) ?? ''
    if (/^\d+$/.test(key)) return false
    const list = listOf(place)
    const asked = new RegExp(`\\.${key}\\b|[{,]\\s*${key}\\b(?:,|:| \\})`)
    const value = new RegExp(`['"]${key}['"]|\\b${key}:`)
    return !asked.test(thoseThatKnow(list)) && !value.test(all)
  })
}

/** What imports a list, or is given it by what does. */
const isOf = (list: string, code: string) =>
  code.includes(`/${list}'`) || /\b(words|say|own|texts)\b/.test(code)

describe('every word is said', () => {
  test('somewhere in the product', () => {
    expect(
      unused(
        inChinese.map(([place]) => place),
        product,
      ),
    ).toEqual([])
  })
  test('and this sees one that is not', () => {
    expect(unused(['parts.search.neverSaid', 'neverSaid', 'status.read'], product)).toEqual([
      'parts.search.neverSaid',
      'neverSaid',
    ])
  })
})
