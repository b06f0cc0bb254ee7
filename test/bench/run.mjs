import path from 'node:path'
import { runnerImport } from 'vite'

// `npm run bench:desk`, `npm run bench:load`: figures for people, no part of the tests. They are written for the bundler, as everything here.
const root = path.resolve(import.meta.dirname, '../..')
const { module } = await runnerImport(path.join(import.meta.dirname, `${process.argv[2]}.ts`), {
  root,
  configFile: false,
  logLevel: 'warn',
  resolve: { tsconfigPaths: true },
})
await module.run()
process.exit(0)
