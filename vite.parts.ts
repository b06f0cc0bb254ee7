import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type presetEnv from 'postcss-preset-env'
import type { Plugin } from 'vite'

/**
 * The decoder of AMR as the page may run it. What Emscripten put around it calls `eval` in two helpers that nothing calls, and looks
 * for files of Node; a policy forbids the first, and the bundle is smaller and names what it can without them. Minified it is no valid
 * asm.js any more, and browsers would say so in their consoles.
 */
export function decoderWithoutEval(): Plugin {
  return {
    name: 'decoder-without-eval',
    enforce: 'pre',
    transform: {
      filter: { id: /web-amr\/dist\/vendor\/amrnb\.js$/ },
      handler: (code) => ({
        code: code
          .replace(/\beval\(/g, 'void (')
          .replace(/\brequire\("(crypto|fs|path)"\)/g, 'null')
          .replace('"use asm";', '')
          .replace('module["exports"]', 'Module["exports"]'),
        map: null,
      }),
    },
  }
}

/**
 * Spells out for all browsers what Tailwind sets for those that know no `@property`, and takes that away: Chromium 86 knows it, but
 * crashes as soon as such a stylesheet comes from its cache, so at the second visit.
 */
export const withoutProperty: ReturnType<typeof presetEnv> = {
  postcssPlugin: 'without-property',
  Once(root) {
    const registered = new Set<string>()
    root.walkAtRules('property', (rule) => {
      registered.add(rule.params.trim())
      rule.remove()
    })
    root.walkAtRules('supports', (rule) => {
      if (!rule.params.includes('-moz-orient: inline')) return
      rule.walkDecls((declaration) => void registered.delete(declaration.prop))
      rule.replaceWith(rule.nodes ?? [])
    })
    // where there is one, all that is in none is raised above it, selector by selector, for engines that know no layers; what Tailwind
    // sets for everything gives way to any class anyhow
    root.walkAtRules('layer', (rule) => void (rule.nodes ? rule.replaceWith(rule.nodes) : rule.remove()))
    if (registered.size > 0) throw new Error(`Nothing sets ${[...registered].join(', ')}.`)
  },
}

/** Nothing but a place where every parser waits for the styles; the policy allows none inline. It lies in `public`. */
const WAIT = '<script src="./await-styles.js"></script>'

/**
 * Has the built page ask for its styles below what stands on it until the script has come: that is painted without them. What is
 * below them is painted with them, or once they have failed: Firefox would show it before, but waits for them before it runs a
 * script. What stands there is light or dark as the system is, whatever `theme=` says, until the script has come: nothing but a
 * script can read the address, the policy allows none inline, and one in a file of its own would have the first paint wait for it.
 */
export function stylesBelow(): Plugin {
  return {
    name: 'styles-below',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html) {
        const [link = ''] = /\n *<link rel="stylesheet"[^>]*>/.exec(html) ?? []
        const place = '<!-- styles -->'
        if (link === '' || !html.includes(place))
          throw new Error('The page asks for no styles, or has no place for that.')
        return html.replace(link, '').replace(place, `${link.trim()}${WAIT}`)
      },
    },
  }
}

/**
 * Says plainly what `:where()` says: Chromium 86 does not know it, and drops the rule whole. What it stands for counts for a class more
 * then, which no rule here is beaten by: those of Tailwind that have it are for one state of an element, or for elements that we do not
 * style. All but one: Firefox's own ring would be stronger than ours, and is not needed beside it.
 */
export const withoutWhere: ReturnType<typeof presetEnv> = {
  postcssPlugin: 'without-where',
  OnceExit(root) {
    root.walkRules(/:where\(/, (rule) => {
      if (rule.selector.startsWith(':-moz-focusring')) rule.remove()
      else rule.selectors = rule.selectors.flatMap(spelledOut)
    })
  },
}

/** `a:where(b, c)` as `ab` and `ac`. */
export function spelledOut(selector: string): string[] {
  const start = selector.indexOf(':where(')
  if (start < 0) return [selector]
  const inside: string[] = ['']
  let end = start + ':where('.length
  for (let depth = 1; ; end += 1) {
    const sign = selector.charAt(end)
    if (sign === '') throw new Error(`${selector} ends too early.`)
    if (sign === '(') depth += 1
    if (sign === ')') depth -= 1
    if (depth === 0) break
    if (sign === ',' && depth === 1) inside.push('')
    else inside.push(`${inside.pop() ?? ''}${sign}`)
  }
  return inside.flatMap((one) =>
    spelledOut(`${selector.slice(0, start)}${one.trim()}${selector.slice(end + 1)}`),
  )
}

/** The icons that a module imports, by name. */
export const iconsIn = (code: string): readonly string[] =>
  [...code.matchAll(/import\s*\{([^}]*)\}\s*from\s*['"]lucide-react['"]/g)].flatMap(([, list = '']) =>
    list.split(',').flatMap((one) => /^\s*(\w+)/.exec(one)?.[1] ?? []),
  )

/** The files of these icons, beside the module that exports all of them, whose code this is. */
export const filesOf = (names: ReadonlySet<string>, code: string): readonly string[] =>
  [...code.matchAll(/export\s*\{([^}]*)\}\s*from\s*['"](\.\/icons\/[^'"]+)['"]/g)].flatMap(
    ([, list = '', file = '']) =>
      list.split(',').some((one) => names.has(/(\w+)\s*$/.exec(one)?.[1] ?? '')) ? [file] : [],
  )

/** Where the notices of third parties lie in the built page. */
const NOTICES = 'third-party-notices.txt'

/** What a package has in it beyond what its own folder says. */
const INSIDE: Readonly<Record<string, readonly string[]>> = {
  '@breezystack/lamejs': ['third-party/lamejs.txt', 'third-party/LGPL-3.0.txt', 'third-party/GPL-3.0.txt'],
  'web-amr': ['third-party/opencore-amr.txt', 'third-party/emscripten.txt'],
}

/**
 * Puts the licences of all that the build has in it beside the page. Vite's own `build.license` does not see into workers, nor what
 * packages have in them. Two plugins share what they saw: one for the page, one for the workers.
 */
export function thirdPartyNotices(): Readonly<{ page: Plugin; worker: () => Plugin }> {
  const folders = new Set<string>()
  const look = (ids: readonly string[]) => {
    for (const id of ids) {
      const folder = packageOf(id)
      if (folder) folders.add(folder)
    }
  }
  return {
    worker: () => ({
      name: 'third-party-notices-of-workers',
      generateBundle(_, bundle) {
        for (const part of Object.values(bundle)) if (part.type === 'chunk') look(part.moduleIds)
      },
    }),
    page: {
      name: 'third-party-notices',
      apply: 'build',
      buildStart() {
        folders.clear()
        // its styles are in the page, which has no module of it
        folders.add(path.resolve('node_modules/tailwindcss'))
      },
      generateBundle(_, bundle) {
        for (const part of Object.values(bundle)) if (part.type === 'chunk') look(part.moduleIds)
        const all = [...folders].map(noticeOf).sort()
        this.emitFile({ type: 'asset', fileName: NOTICES, source: all.join(`\n\n${'-'.repeat(80)}\n\n`) })
      },
    },
  }
}

/** The folder of the package that a module is of; null for one of ours. */
const packageOf = (id: string) =>
  /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id.replace(/\?.*$/, ''))?.[0] ?? null

function noticeOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    name: string
    version: string
    license?: string
  }
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    .sort()
    .map((file) => path.join(folder, file))
  if (texts.length === 0 && license === undefined) throw new Error(`${name} has no licence.`)
  const said = [...texts, ...(INSIDE[name] ?? [])].map((file) => readFileSync(file, 'utf8').trim())
  return [`${name} ${version} (${license ?? 'see below'})`, ...said].join('\n\n')
}
