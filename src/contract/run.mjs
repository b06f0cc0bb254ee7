import path from 'node:path'
import { runnerImport } from 'vite'

// `npm run check:backend`: the check is written for the bundler, as everything here
const { module } = await runnerImport(path.join(import.meta.dirname, 'command.ts'), {
  root: path.resolve(import.meta.dirname, '../..'),
  configFile: false,
  logLevel: 'warn',
  resolve: { tsconfigPaths: true },
})
const code = await module.run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
})
// what was written may still be on its way through a pipe
process.stdout.write('', () => process.exit(code))
