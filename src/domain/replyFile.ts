import { createLines, fieldOf, type Located, readLocated } from '~/lib/locatedJson'
import { cleaned, isUnfit, LONGEST_TEXT, LONGEST_TITLE, MOST_PICTURES, MOST_REPLIES } from './quickReplies'

/** The shape of the file; another one gets another number. */
const VERSION = 1

/** A reply of a file. Its pictures are addresses that hold them (`data:image/…`), with the line on which each begins. */
export type FileReply = Readonly<{
  title: string
  text: string
  pictures: readonly Readonly<{ address: string; line: number }>[]
}>

/** What is wrong with a file. */
export type FileFault =
  /** It is no JSON, or of too many levels. */
  | 'syntax'
  | 'deep'
  /** The outermost value, its version, its list. */
  | 'whole'
  | 'version'
  | 'list'
  | 'tooMany'
  /** One reply, and its parts. */
  | 'reply'
  | 'title'
  | 'longTitle'
  | 'text'
  | 'longText'
  | 'empty'
  | 'signs'
  | 'pictures'
  | 'manyPictures'
  | 'picture'

export type BadFile = Readonly<{ line: number; fault: FileFault }>

type LineOf = (at: number) => number

/** Finds out what is wrong while it is read: the first fault ends it. */
class Bad extends Error {
  readonly at: number
  readonly fault: FileFault
  constructor(at: number, fault: FileFault) {
    super(fault)
    this.at = at
    this.fault = fault
  }
}

/** The replies of a file, or the first thing that is wrong with it: it is taken as a whole or not at all. Names that are not known are left out. */
export function readReplies(file: string): readonly FileReply[] | BadFile {
  // Windows puts a mark in front
  const text = file.replace(/^\uFEFF/, '')
  const whole = readLocated(text)
  const lineOf = createLines(text)
  if ('fault' in whole) return { line: lineOf(whole.at), fault: whole.fault }
  try {
    return listIn(whole).map((item) => replyOf(item, lineOf))
  } catch (error) {
    if (error instanceof Bad) return { line: lineOf(error.at), fault: error.fault }
    throw error
  }
}

function listIn(whole: Located): readonly Located[] {
  if (whole.type !== 'object') throw new Bad(whole.at, 'whole')
  const version = fieldOf(whole, 'v')
  if (version?.type !== 'number' || version.value !== VERSION) throw new Bad((version ?? whole).at, 'version')
  const list = fieldOf(whole, 'replies')
  if (list?.type !== 'list') throw new Bad((list ?? whole).at, 'list')
  const beyond = list.items[MOST_REPLIES]
  if (beyond) throw new Bad(beyond.at, 'tooMany')
  return list.items
}

function replyOf(item: Located, lineOf: LineOf): FileReply {
  if (item.type !== 'object') throw new Bad(item.at, 'reply')
  const title = textOf(fieldOf(item, 'title'), 'title', LONGEST_TITLE, 'longTitle')
  const text = textOf(fieldOf(item, 'text'), 'text', LONGEST_TEXT, 'longText')
  const pictures = picturesOf(fieldOf(item, 'pictures'), lineOf)
  if (text === '' && pictures.length === 0) throw new Bad(item.at, 'empty')
  return { title: title.replace(/\n/g, ' '), text, pictures }
}

/** One that is not there is ''. */
function textOf(value: Located | undefined, fault: FileFault, longest: number, tooLong: FileFault): string {
  if (!value) return ''
  if (value.type !== 'text') throw new Bad(value.at, fault)
  if (isUnfit(value.value)) throw new Bad(value.at, 'signs')
  const text = cleaned(value.value)
  if (Array.from(text).length > longest) throw new Bad(value.at, tooLong)
  return text
}

function picturesOf(value: Located | undefined, lineOf: LineOf): FileReply['pictures'] {
  if (!value) return []
  if (value.type !== 'list') throw new Bad(value.at, 'pictures')
  if (value.items.length > MOST_PICTURES) throw new Bad(value.at, 'manyPictures')
  return value.items.map((item) => {
    const isPicture = item.type === 'text' && /^data:image\/[\w.+-]+;base64,/i.test(item.value)
    if (!isPicture) throw new Bad(item.at, 'picture')
    return { address: item.value, line: lineOf(item.at) }
  })
}

/** A file of these replies, one value a line. */
export function writeReplies(
  replies: readonly Readonly<{ title: string; text: string; pictures: readonly string[] }>[],
): string {
  const plain = replies.map(({ title, text, pictures }) => ({ title, text, pictures }))
  return `${JSON.stringify({ v: VERSION, replies: plain }, null, 2)}\n`
}
