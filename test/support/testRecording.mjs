import path from 'node:path'
import { runnerImport } from 'vite'

// `npm run test:recording -- FILE`: a recording becomes a test. What it does is written for the bundler, as everything here.
const root = path.resolve(import.meta.dirname, '../..')
const { module } = await runnerImport(path.join(import.meta.dirname, 'recordingCommand.ts'), {
  root,
  configFile: false,
  logLevel: 'warn',
  resolve: { tsconfigPaths: true },
})
process.exit(await module.testRecording(process.argv.slice(2), root))
