import { afterEach, beforeEach } from 'vitest'

const NAMES = ['createObjectURL', 'revokeObjectURL'] as const

/** Gives the tests of a file addresses of files, `blob:own` each; what was there before comes back: files share it. */
export function fakeFileAddresses(): void {
  let before: readonly (PropertyDescriptor | undefined)[] = []
  beforeEach(() => {
    before = NAMES.map((name) => Object.getOwnPropertyDescriptor(URL, name))
    Object.assign(URL, { createObjectURL: () => 'blob:own', revokeObjectURL: () => {} })
  })
  afterEach(() => {
    NAMES.forEach((name, i) => {
      const descriptor = before[i]
      if (descriptor) Object.defineProperty(URL, name, descriptor)
      else Reflect.deleteProperty(URL, name)
    })
  })
}
