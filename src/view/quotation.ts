/** Unicode code points of what is quoted at most. */
const LONGEST = 100
/** What WeChat puts below a quotation. */
const LINE = '- - - - - - - - - - - - - - -'

/**
 * A text as a quotation that stands in front of an answer, as WeChat has it: on one line, shortened, and without what it quotes
 * itself. Ends with a line break.
 */
export function quotation(name: string, text: string): string {
  const parts = text.split(`${LINE}\n`)
  const said = parts[parts.length - 1] ?? ''
  const signs = Array.from(said.replace(/\s+/g, ' ').trim())
  const shown = signs.length > LONGEST ? `${signs.slice(0, LONGEST - 1).join('')}…` : signs.join('')
  return `「${name}：${shown}」\n${LINE}\n`
}
