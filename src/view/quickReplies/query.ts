/** How the panel was opened: what stood before the caret, and the sign that opened it, '' for the button. */
export type Opened = Readonly<{ before: string; sign: string }>

/** What is looked for, and the place of the box that the reply is put in (UTF-16 units): the sign and the query. */
export type Query = Readonly<{ text: string; start: number; end: number }>

/** Null where somebody has gone on to something else: another text, another line, a caret elsewhere. */
export function queryIn(value: string, caret: number, { before, sign }: Opened): Query | null {
  const start = before.length
  const from = start + sign.length
  if (!value.startsWith(before + sign) || caret < from) return null
  const text = value.slice(from, caret)
  return text.includes('\n') ? null : { text, start, end: caret }
}
