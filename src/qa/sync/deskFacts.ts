/** What a desk says of itself, by its own names: `gate.perMinute`. */
export function deskFacts(value: unknown, name = ''): readonly Readonly<{ name: string; value: string }>[] {
  if (typeof value !== 'object' || value === null) return [{ name, value: String(value) }]
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    deskFacts(inner, name === '' ? key : `${name}.${key}`),
  )
}
