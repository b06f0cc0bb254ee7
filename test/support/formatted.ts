import { readFileSync } from 'node:fs'
import { format, type FormatConfig } from 'oxfmt'

/** The text as `npm run format` leaves it in a file of that path. */
export async function formatted(path: string, text: string): Promise<string> {
  const options = JSON.parse(withoutComments(readFileSync('.oxfmtrc.json', 'utf8'))) as FormatConfig
  const { code, errors } = await format(path, text, options)
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`)
  return code
}

const withoutComments = (json: string) => json.replaceAll(/^\s*\/\/.*$/gm, '')
