import { MOST_REPLIES, newOnes } from '~/domain/quickReplies'
import { type FileFault, readReplies, writeReplies } from '~/domain/replyFile'
import { fromDataUrl, toDataUrl } from '~/lib/dataUrl'
import type { Prepare } from '~/lib/pictures/prepare'
import type { WholeFault } from '~/view/words.quickReplies'
import type { Replies } from './shelf'

/** The largest file that is read, bytes. */
const MAX_BYTES = 30 * 1024 * 1024

/** What became of a file: how many were added and how many were there already, or why none was taken. */
export type Imported =
  | Readonly<{ added: number; same: number }>
  | Readonly<{ line: number; fault: FileFault | 'encoding' }>
  | Readonly<{ refused: WholeFault }>

/** Takes in all of a file, or nothing. `prepare` makes its pictures as small as those that are sent. */
export async function importReplies(
  file: Blob,
  { shelf, pictures }: Replies,
  prepare: Prepare,
): Promise<Imported> {
  if (file.size > MAX_BYTES) return { refused: 'large' }
  const bytes = await file.arrayBuffer().catch(() => null)
  if (!bytes) return { refused: 'unreadable' }
  const text = textOf(new Uint8Array(bytes))
  if (typeof text !== 'string') return text
  const replies = readReplies(text)
  if ('fault' in replies) return replies
  const before = shelf.list()
  const more = newOnes(before, replies)
  if (before.length + more.length > MOST_REPLIES) return { refused: 'full' }

  // all of them can be opened before the first is kept
  const opened: Readonly<{ title: string; text: string; pictures: readonly Blob[] }>[] = []
  for (const { title, text, pictures } of more) {
    const files: Blob[] = []
    for (const { address, line } of pictures) {
      const made = await pictureOf(address, prepare)
      if (!made) return { line, fault: 'picture' }
      files.push(made)
    }
    opened.push({ title, text, pictures: files })
  }
  const contents = await Promise.all(
    opened.map(async ({ title, text, pictures: files }) => {
      const kept = await Promise.all(files.map((file) => pictures.add(file)))
      return { title, text, pictures: kept.map(({ name }) => name) }
    }),
  )
  const added = shelf.addNew(contents).length
  return { added, same: replies.length - added }
}

async function pictureOf(address: string, prepare: Prepare): Promise<Blob | null> {
  const file = fromDataUrl(address)
  if (!file) return null
  const never = new AbortController().signal
  const made = await prepare(file, { original: false, device: 'pc', signal: never })
  return 'reason' in made ? null : made.file
}

const read = (part: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(part)

/** The text of a file, or the first line that is no UTF-8. */
function textOf(bytes: Uint8Array): string | Readonly<{ line: number; fault: 'encoding' }> {
  try {
    return read(bytes)
  } catch {
    let line = 1
    for (let start = 0; start < bytes.length; line += 1) {
      const end = bytes.indexOf(10, start)
      const next = end < 0 ? bytes.length : end + 1
      try {
        read(bytes.subarray(start, next))
      } catch {
        break
      }
      start = next
    }
    return { line, fault: 'encoding' }
  }
}

/** A file of all replies. `lost`: pictures that this browser has no more. */
export async function exportReplies({
  shelf,
  pictures,
}: Replies): Promise<Readonly<{ file: Blob; count: number; lost: number }>> {
  const replies = shelf.list()
  let lost = 0
  const whole = await Promise.all(
    replies.map(async ({ title, text, pictures: names }) => {
      const files = await Promise.all(names.map((name) => pictures.find(name)))
      const found = files.flatMap((file) => file ?? [])
      lost += names.length - found.length
      return { title, text, pictures: await Promise.all(found.map(toDataUrl)) }
    }),
  )
  // one of lost pictures alone would make a file that nobody can import
  const worth = whole.filter(({ text, pictures }) => text !== '' || pictures.length > 0)
  const file = new Blob([writeReplies(worth)], { type: 'application/json' })
  return { file, count: worth.length, lost }
}
