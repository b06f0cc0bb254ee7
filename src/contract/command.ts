import { readArguments, USAGE } from './arguments'
import { checkBackend } from './checkBackend'
import { exitCodeOf, type Report, say } from './finding'
import { reportText } from './text'

/** Where the command writes: the report to `out`, everything else to `err`. */
export type Streams = Readonly<{ out: (text: string) => void; err: (text: string) => void }>

/**
 * `npm run check:backend`: runs the check as the arguments say and prints the report. Returns the exit code: 0 fine, 1 an error
 * among the findings, 2 wrong arguments.
 */
export async function run(args: readonly string[], { out, err }: Streams): Promise<number> {
  const command = readArguments(args)
  const { lang } = command
  if ('problem' in command) {
    if (command.problem === null) {
      out(`${USAGE}\n`)
      return 0
    }
    err(`${command.problem[lang]}\n${USAGE}\n`)
    if (command.json) out(asJson(refused(command.problem[lang])))
    return 2
  }
  const asking = say('请求', 'request')
  const report = await checkBackend({
    ...command.options,
    progress: (request, endpoint) => err(`${asking[lang]} ${request}: ${endpoint}\n`),
  })
  out(command.json ? asJson(report) : reportText(report, lang))
  return exitCodeOf(report)
}

const asJson = (report: Report) => `${JSON.stringify(report, null, 2)}\n`

/** Programs get a report of the same form whatever the arguments are. */
const refused = (problem: string): Report => ({
  url: '',
  findings: [{ id: 'arguments', value: 'wrong', evidence: problem, severity: 'error' }],
  settings: {},
})
