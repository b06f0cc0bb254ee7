import { readFileSync } from 'node:fs'
import path from 'node:path'

/** By path below the root. Named by pattern: a module that is asked for by another name than in the source is another one. */
const modules = import.meta.glob([
  '/src/**/*.{ts,tsx}',
  // pages of their own, which no test in jsdom goes to
  '!/src/mocks/**',
  '!/src/view/gallery/**',
  '!/src/main.tsx',
])

const IMPORT = /\bimport\('([^']+)'\)/g

const importedLater = Object.keys(modules).flatMap((file) =>
  [...readFileSync(path.join('.', file), 'utf8').matchAll(IMPORT)].map(([, name = '']) =>
    name.startsWith('~/') ? name.replace('~', '/src') : path.posix.join(path.posix.dirname(file), name),
  ),
)

// Parts of the page that a browser loads later. The tests' clock stands still while a module loads, so whether a part is there
// after some milliseconds of theirs would hang on how busy the machine is: they find each at hand.
for (const name of new Set(importedLater)) await (modules[`${name}.tsx`] ?? modules[`${name}.ts`])?.()
