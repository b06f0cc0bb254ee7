import { type ToolLang, toolLangs } from '~/lib/toolLang'
import type { CheckOptions } from './checkBackend'
import { say, type Said } from './finding'

/** What a command line asks for. */
export type Command = Readonly<{ json: boolean; lang: ToolLang; options: CheckOptions }>

const VALUES = ['url', 'appid', 'from', 'to', 'role', 'lang', 'timeout', 'origin'] as const
const SWITCHES = ['write', 'json', 'help'] as const
type Name = (typeof VALUES)[number]

export const USAGE =
  'npm run check:backend -- --url https://im.example.com --from 200 --to 2 [--appid JH] [--role MEMBER|SALER] [--write] [--json] [--lang zh-CN|en] [--timeout 15] [--origin https://chat.example.com]'

/** Reads the arguments of the command, or says what is wrong with them. */
export function readArguments(
  args: readonly string[],
): Command | Readonly<{ json: boolean; lang: ToolLang; problem: Said | null }> {
  const told = new Map<Name, string>()
  const on = new Set<string>()
  const wrong: Said[] = []
  for (let i = 0; i < args.length; i += 1) {
    const [, name = '', inline] = /^--([a-z]+)(?:=(.*))?$/s.exec(args[i] ?? '') ?? []
    const value = VALUES.find((other) => other === name)
    if (value) {
      const next = inline ?? args[i + 1] ?? ''
      if (inline === undefined) i += 1
      if (next.trim() === '' || (inline === undefined && next.startsWith('--')))
        wrong.push(say(`--${name} 后面缺少值`, `--${name} has no value`))
      told.set(value, next.trim())
    } else if (SWITCHES.some((other) => other === name) && inline === undefined) on.add(name)
    else wrong.push(say(`不认识的参数：${args[i]}`, `unknown argument: ${args[i]}`))
  }
  const lang = toolLangs.find((one) => one.toLowerCase() === told.get('lang')?.toLowerCase()) ?? toolLangs[0]
  const json = on.has('json')
  if (on.has('help')) return { json, lang, problem: null }
  const role = (told.get('role') ?? 'MEMBER').toUpperCase()
  const seconds = Number(told.get('timeout') ?? 15)
  const url = webAddress(told.get('url') ?? '')
  const origin = told.has('origin') ? webAddress(told.get('origin') ?? '') : undefined
  const [from, to] = [told.get('from') ?? '', told.get('to') ?? '']
  if (!told.has('url')) wrong.push(say('缺少 --url', '--url is missing'))
  else if (url === null)
    wrong.push(
      say(
        '--url 不是网页地址，例如 https://im.example.com',
        '--url is no web address such as https://im.example.com',
      ),
    )
  if (!told.has('from')) wrong.push(say('缺少 --from：发起者的 id', '--from is missing: the id of who asks'))
  if (!told.has('to')) wrong.push(say('缺少 --to：对方的 id', '--to is missing: the id of the other side'))
  if (role !== 'MEMBER' && role !== 'SALER')
    wrong.push(say('--role 只能是 MEMBER 或 SALER', '--role is neither MEMBER nor SALER'))
  if (told.has('lang') && lang.toLowerCase() !== told.get('lang')?.toLowerCase())
    wrong.push(say('--lang 只能是 zh-CN 或 en', '--lang is neither zh-CN nor en'))
  if (!(seconds >= 1 && seconds <= 300))
    wrong.push(say('--timeout 是 1 到 300 秒', '--timeout is 1 to 300 seconds'))
  if (origin === null) wrong.push(say('--origin 不是网页地址', '--origin is no web address'))
  const [problem] = wrong
  if (problem || url === null || origin === null) return { json, lang, problem: problem ?? say('', '') }
  return {
    json,
    lang,
    options: {
      url: url.href,
      appid: told.get('appid') ?? 'JH',
      from,
      to,
      role: role === 'SALER' ? 'SALER' : 'MEMBER',
      write: on.has('write'),
      lang,
      timeoutMs: seconds * 1000,
      ...(origin && { origin: origin.origin }),
    },
  }
}

function webAddress(text: string): URL | null {
  try {
    const url = new URL(text)
    return (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' ? url : null
  } catch {
    return null
  }
}
