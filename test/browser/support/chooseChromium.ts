import path from 'node:path'

/** All that the choice of a browser depends on. */
export type Machine = Readonly<{
  platform: NodeJS.Platform
  env: Readonly<Record<string, string | undefined>>
  isRoot: boolean
  /** Whether Chromium without its windows does: its headless shell, which takes two thirds of the processor. */
  shell: boolean
  exists: (file: string) => boolean
  /** Where Playwright's own Chromium lies, or would lie once installed. */
  playwrights: string
}>

export type Choice =
  | { kind: 'use'; executable: string }
  /** Nothing is installed; `by` names the ways of installing one, the first to be tried first. */
  | { kind: 'install'; by: readonly ('apt' | 'playwright')[] }
  | { kind: 'impossible'; reason: string }

const LINUX_COMMANDS = [
  'chromium',
  'google-chrome-stable',
  'google-chrome',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
]
/** What Debian's package of the same name brings. */
const SHELL = 'chromium-headless-shell'
const LINUX_FILES = ['/opt/google/chrome/chrome', '/opt/microsoft/msedge/msedge', '/snap/bin/chromium']
const MAC_APPS = ['Google Chrome', 'Chromium', 'Microsoft Edge']
const WINDOWS_FILES = [
  String.raw`Google\Chrome\Application\chrome.exe`,
  String.raw`Chromium\Application\chrome.exe`,
  String.raw`Microsoft\Edge\Application\msedge.exe`,
]

/** Which Chromium the tests use: the named one, an installed Chrome, Chromium or Edge, else one to be installed. */
export function chooseChromium(machine: Machine): Choice {
  const named = machine.env['CHROMIUM_PATH']
  if (named) {
    return machine.exists(named)
      ? { kind: 'use', executable: named }
      : { kind: 'impossible', reason: `CHROMIUM_PATH names ${named}, where there is no file.` }
  }
  const executable = [...usualPlaces(machine), machine.playwrights].find(machine.exists)
  if (executable !== undefined) return { kind: 'use', executable }
  const hasApt = machine.platform === 'linux' && machine.exists('/etc/debian_version')
  return { kind: 'install', by: hasApt && machine.isRoot ? ['apt', 'playwright'] : ['playwright'] }
}

function usualPlaces({ platform, env, shell }: Machine): string[] {
  if (platform === 'win32') {
    const roots = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']].filter(
      (root) => root !== undefined,
    )
    const files = WINDOWS_FILES.flatMap((file) => roots.map((root) => path.win32.join(root, file)))
    return [...files, ...onPath(env, ';', ['chrome.exe', 'msedge.exe'])]
  }
  if (platform === 'darwin') {
    const folders = ['/Applications', `${env['HOME'] ?? ''}/Applications`]
    const files = MAC_APPS.flatMap((app) =>
      folders.map((folder) => `${folder}/${app}.app/Contents/MacOS/${app}`),
    )
    return [...files, ...onPath(env, ':', ['chromium'])]
  }
  const commands = shell ? [SHELL, ...LINUX_COMMANDS] : LINUX_COMMANDS
  const usual = commands.map((command) => `/usr/bin/${command}`)
  return [...onPath(env, ':', commands), ...usual, ...LINUX_FILES]
}

function onPath(env: Machine['env'], separator: ':' | ';', commands: readonly string[]): string[] {
  const system = separator === ';' ? path.win32 : path.posix
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(separator).filter((folder) => folder !== '')
  return commands.flatMap((command) => folders.map((folder) => system.join(folder, command)))
}
