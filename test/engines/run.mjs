import { spawnSync } from 'node:child_process'
import path from 'node:path'

// `npm run test:engines`: the default engines; `-- --all`: all of them; both with the pictures of the gallery; `-- --engine=firefox,wpe`: these. Vitest knows no such
// options, so they become the environment's ENGINES; all others are handed on.
const root = path.resolve(import.meta.dirname, '../..')
const rest = process.argv.slice(2)
const env = { ...process.env }
for (const [i, option] of [...rest.entries()].reverse()) {
  const named = /^--(?:(all)|engine=(.+))$/.exec(option)
  if (!named) continue
  env.ENGINES = named[1] ?? named[2]
  rest.splice(i, 1)
}
const vitest = path.join(root, 'node_modules/vitest/vitest.mjs')
const isChosen = env.ENGINES !== undefined && env.ENGINES !== 'all'
const projects = ['engines', ...(isChosen ? [] : ['looks'])].flatMap((name) => ['--project', name])
const { status } = spawnSync(process.execPath, [vitest, 'run', ...projects, ...rest], {
  cwd: root,
  env,
  stdio: 'inherit',
})
process.exit(status ?? 1)
