import { describe, expect, test } from 'vitest'
import { chooseChromium, type Machine } from './chooseChromium'

/** A machine with the given files and nothing else. */
const aMachine = (files: readonly string[], over: Partial<Machine> = {}) =>
  chooseChromium({
    platform: 'linux',
    env: { PATH: '/usr/local/bin:/usr/bin' },
    isRoot: false,
    shell: false,
    playwrights: '/home/me/.cache/ms-playwright/chromium/chrome',
    ...over,
    exists: (file) => files.includes(file),
  })

const use = (executable: string) => ({ kind: 'use', executable })

test('CHROMIUM_PATH comes first, and is never silently replaced', () => {
  const env = { CHROMIUM_PATH: '/my/chrome' }
  expect(aMachine(['/my/chrome', '/usr/bin/chromium'], { env })).toEqual(use('/my/chrome'))
  expect(aMachine(['/usr/bin/chromium'], { env })).toMatchObject({ kind: 'impossible' })
})

describe('an installed browser is found', () => {
  test('on Linux: by PATH, and in the usual places without it', () => {
    expect(aMachine(['/usr/local/bin/google-chrome'])).toEqual(use('/usr/local/bin/google-chrome'))
    expect(aMachine(['/usr/bin/chromium'], { env: {} })).toEqual(use('/usr/bin/chromium'))
    expect(aMachine(['/opt/microsoft/msedge/msedge'])).toEqual(use('/opt/microsoft/msedge/msedge'))
  })

  test('on Linux the headless shell, where it does and there is one', () => {
    const both = ['/usr/bin/chromium', '/usr/bin/chromium-headless-shell']
    expect(aMachine(both, { shell: true })).toEqual(use('/usr/bin/chromium-headless-shell'))
    expect(aMachine(both)).toEqual(use('/usr/bin/chromium'))
    expect(aMachine(['/usr/bin/chromium'], { shell: true })).toEqual(use('/usr/bin/chromium'))
  })

  test('on macOS: for everybody or for one user', () => {
    const mac = { platform: 'darwin', env: { HOME: '/Users/me' } } as const
    const chrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
    const edge = '/Users/me/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'
    expect(aMachine([chrome, edge], mac)).toEqual(use(chrome))
    expect(aMachine([edge], mac)).toEqual(use(edge))
  })

  test('on Windows: Chrome before Edge', () => {
    const roots = {
      PROGRAMFILES: String.raw`C:\Program Files`,
      LOCALAPPDATA: String.raw`C:\Users\me\AppData\Local`,
    }
    const windows = { platform: 'win32', env: { ...roots, Path: String.raw`D:\tools` } } as const
    const chrome = String.raw`C:\Users\me\AppData\Local\Google\Chrome\Application\chrome.exe`
    const edge = String.raw`C:\Program Files\Microsoft\Edge\Application\msedge.exe`
    expect(aMachine([edge, chrome], windows)).toEqual(use(chrome))
    expect(aMachine([edge], windows)).toEqual(use(edge))
    expect(aMachine([String.raw`D:\tools\chrome.exe`], windows)).toEqual(use(String.raw`D:\tools\chrome.exe`))
  })

  test("Playwright's own, where it was installed before", () => {
    const own = '/home/me/.cache/ms-playwright/chromium/chrome'
    expect(aMachine([own, '/etc/debian_version'], { isRoot: true })).toEqual(use(own))
  })
})

describe('where there is none', () => {
  test('root of a Debian takes the package, then Playwright', () => {
    expect(aMachine(['/etc/debian_version'], { isRoot: true })).toEqual({
      kind: 'install',
      by: ['apt', 'playwright'],
    })
  })

  test.each([
    ['a user of a Debian', ['/etc/debian_version'], {}],
    ['root of another Linux', [], { isRoot: true }],
    ['macOS', [], { platform: 'darwin' }],
    ['Windows', [], { platform: 'win32', env: {} }],
  ] as const)('%s takes Playwright', (_who, files, over) => {
    expect(aMachine(files, over)).toEqual({ kind: 'install', by: ['playwright'] })
  })
})
