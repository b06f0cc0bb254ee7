/** What a conversation knows; '' where it does not. */
export type Known = Readonly<{ nickname: string; order: string }>

/** What it is called in braces, in a language; the names above are understood in all. */
export type VariableNames = Readonly<Record<keyof Known, string>>

/** A name in braces, also in the full-width ones of Chinese input methods. */
const VARIABLE = /[{｛]+([^{}｛｝\n]*)[}｝]+/g

/** The names that stand in braces, each once, in their order. Braces around nothing are no variable. */
export function variablesIn(text: string): readonly string[] {
  const names = [...text.matchAll(VARIABLE)].map(([, name = '']) => name.trim())
  return [...new Set(names)].filter((name) => name !== '')
}

/** What is known of these names, by name; `called`: in the languages that a reply may have been written in. */
export function knownValues(
  names: readonly string[],
  known: Known,
  called: readonly VariableNames[],
): ReadonlyMap<string, string> {
  const valueBy = new Map(Object.entries(known))
  for (const own of called)
    for (const [meant, name] of Object.entries(own)) valueBy.set(name.toLowerCase(), valueBy.get(meant) ?? '')
  return new Map(
    names.flatMap((name) => {
      const value = valueOf(valueBy.get(name.toLowerCase()) ?? '')
      return value === '' ? [] : [[name, value] as const]
    }),
  )
}

/** The text with each variable replaced; null as long as one has no value. What comes of it holds no variable. */
export function filled(text: string, values: ReadonlyMap<string, string>): string | null {
  const isComplete = variablesIn(text).every((name) => valueOf(values.get(name) ?? '') !== '')
  if (!isComplete) return null
  let result = partlyFilled(text, values)
  // what stood around a variable is none that anybody was asked for
  while (variablesIn(result).length > 0) result = result.replace(VARIABLE, '（$1）')
  return result
}

/** The text with what is known in place of its variables; the others stand there as they are. To be looked at, not to be inserted. */
export const partlyFilled = (text: string, values: ReadonlyMap<string, string>): string =>
  text.replace(VARIABLE, (braces, name: string) => valueOf(values.get(name.trim()) ?? '') || braces)

/** A name that holds braces, or breaks the line, must not pass for a variable of its own. */
const valueOf = (raw: string) =>
  raw.replace(/[{｛]/g, '（').replace(/[}｝]/g, '）').replace(/\s+/g, ' ').trim()
