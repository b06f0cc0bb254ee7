/** Marks a branch that the compiler proves unreachable; throws if data ever reaches it all the same. */
export function assertNever(value: never): never {
  throw new Error(`unexpected case: ${JSON.stringify(value)}`)
}
