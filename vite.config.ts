import path from 'node:path'
import { fileURLToPath } from 'node:url'
import tailwind from '@tailwindcss/postcss'
import react from '@vitejs/plugin-react'
import presetEnv from 'postcss-preset-env'
import { loadEnv, type Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import packageJson from './package.json' with { type: 'json' }
import { hostsIn } from './src/lib/url.ts'
import { mockFiles } from './src/mocks/buildPlugin.ts'
import { mockServer } from './src/mocks/vitePlugin.ts'
import { askedEngines, filesOfEngines } from './test/engines/asked.ts'
import {
  decoderWithoutEval,
  filesOf,
  iconsIn,
  stylesBelow,
  thirdPartyNotices,
  withoutProperty,
  withoutWhere,
} from './vite.parts.ts'

/** The oldest engines that members have: WeChat's Chromium 86, and Safari 14. */
const FLOOR = ['chrome86', 'safari14']

/** The longest (ms) that a test may take: fake clocks hang for ever where they hang, and what takes long is a busy machine. */
const PATIENCE = 30_000

/** Files share the modules that they import: to load these anew for each took as long as the tests. */
const SHARED = { maxWorkers: 2, isolate: false, testTimeout: PATIENCE }

/** What sharing asks of each of them. */
const NO_TIMER_LEFT = 'test/support/timers.setup.ts'

/** What every test in a real browser is given. */
const BROWSER = {
  include: ['test/browser/**/*.browser.ts'],
  globalSetup: ['test/browser/support/installChromium.ts', 'test/support/buildDist.ts'],
  testTimeout: 2 * PATIENCE,
  hookTimeout: 60_000,
  // a test waits for half of its time
  maxWorkers: 3,
  isolate: false,
  // a busy machine paints and answers late
  expect: { poll: { timeout: 10_000 } },
}

/** The packages of the first load. */
const VENDOR =
  /node_modules[\\/](react|react-dom|scheduler|@tanstack|zustand|valibot|virtua|dayjs|lucide-react)[\\/](?!.*[\\/]icons[\\/])/

/** The files that the page names, as the build names them; and those that it loads before any other part. */
const PAGE = /(^|\/)(base|early|rolldown-runtime)-[^/]*$/
const FIRST_LOAD = /(^|\/)(base|early|first|vendor|rolldown-runtime)-[^/]*$/

/** The module that exports every icon by name. */
const ALL_ICONS = /node_modules[\\/]lucide-react[\\/].*lucide-react\.mjs$/

/** Where the page begins, with what draws its first frame; and what goes on with it. */
const MAIN = fileURLToPath(new URL('./src/main.tsx', import.meta.url))
const RENDER = fileURLToPath(new URL('./src/app/render.tsx', import.meta.url))
/** What opens the page without a network. */
const OFFLINE = fileURLToPath(new URL('./src/app/offlineWorker.ts', import.meta.url))

type Modules = {
  getModuleInfo: (id: string) => { importedIds: readonly string[]; code: string | null } | null
}

/** The modules that are loaded with one, by that one: no `import()` stands on the way to them. */
const loads = new WeakMap<Modules, Map<string, ReadonlySet<string>>>()

function loadedWith(start: string, modules: Modules): ReadonlySet<string> {
  const known = loads.get(modules) ?? new Map<string, ReadonlySet<string>>()
  loads.set(modules, known)
  const found = known.get(start) ?? reachedFrom(start, modules)
  known.set(start, found)
  return found
}

function reachedFrom(start: string, modules: Modules): ReadonlySet<string> {
  const reached = new Set([start])
  const icons = new Set<string>()
  const follow = (from: Iterable<string>) => {
    for (const one of from) {
      const { importedIds = [], code } = modules.getModuleInfo(one) ?? {}
      reached.add(one)
      // the one that names all icons imports them all, also those of parts that are loaded later
      if (ALL_ICONS.test(one)) continue
      for (const name of iconsIn(code ?? '')) icons.add(name)
      follow(importedIds.filter((id) => !reached.has(id)))
    }
  }
  follow([start])
  for (const one of [...reached].filter((id) => ALL_ICONS.test(id)))
    follow(
      filesOf(icons, modules.getModuleInfo(one)?.code ?? '').map((file) =>
        path.join(path.dirname(one), file),
      ),
    )
  return reached
}

export default defineConfig(({ mode }) => {
  // a page that answers itself, from any static server: `npm run build:mock`; settings of a real backend are not for it
  const isMock = mode === 'mock'
  const env = isMock ? {} : loadEnv(mode, '.', 'VITE_')
  const target = env['VITE_API_TARGET']
  const proxy = target ? { '/api/im': { target, changeOrigin: true } } : {}
  const notices = thirdPartyNotices()
  const testing = process.env['VITEST'] !== undefined
  const mock = isMock ? [mockFiles()] : target || testing ? [] : [mockServer()]

  return {
    base: './',
    envDir: isMock ? false : '.',
    plugins: [react(), contentSecurityPolicy(env, isMock), notices.page, stylesBelow(), ...mock],
    worker: { plugins: () => [decoderWithoutEval(), notices.worker()] },
    resolve: { tsconfigPaths: true },
    define: { 'import.meta.env.VERSION': JSON.stringify(packageJson.version) },
    css: {
      // Tailwind's own Vite plugin leaves the oldest engines without any style: they drop what this chain spells out
      postcss: {
        plugins: [
          tailwind({ optimize: false }),
          withoutProperty,
          presetEnv({ browsers: 'chrome >= 86, safari >= 14', stage: 1 }),
          withoutWhere,
        ],
      },
    },
    build: {
      target: FLOOR,
      cssTarget: FLOOR,
      modulePreload: {
        // its code comes with the chunk that it would have to load beforehand
        polyfill: false,
        // what the page itself has loaded needs no part to name it
        resolveDependencies: (_file, needed, { hostId, hostType }) => {
          if (hostType !== 'js') return needed
          const loaded = /(^|\/)early-/.test(hostId) ? PAGE : FIRST_LOAD
          return needed.filter((file) => !loaded.test(file))
        },
      },
      // nothing inline: the content security policy allows no data: and no inline code
      assetsInlineLimit: 0,
      rolldownOptions: {
        // the mock's pages have a service worker of their own
        ...(isMock ? {} : { input: { index: 'index.html', offline: OFFLINE } }),
        output: {
          // a service worker is found again by its name
          entryFileNames: ({ name }) => (name === 'offline' ? 'offline.js' : 'assets/[name]-[hash].js'),
          // as short as so many parts can be told apart by: each sign is paid for in the first load, once a part
          chunkFileNames: 'assets/[name]-[hash:7].js',
          codeSplitting: {
            groups: [
              // apart, so that a release downloads only what changed
              {
                debugName: 'vendor',
                test: VENDOR,
                name: (id, modules) => (loadedWith(MAIN, modules).has(id) ? 'base' : 'vendor'),
                priority: 2,
              },
              // as a whole: else it is cut up by what lazy parts use of it, a request each
              {
                debugName: 'first',
                name: (id, modules) =>
                  loadedWith(MAIN, modules).has(id)
                    ? 'early'
                    : loadedWith(RENDER, modules).has(id)
                      ? 'first'
                      : null,
                priority: 1,
              },
            ],
          },
        },
      },
    },
    // what only workers import is not seen beforehand: the page would load anew in the middle of the first voice
    optimizeDeps: { include: ['@breezystack/lamejs', 'web-amr/dist/vendor/amrnb.js'] },
    server: { proxy },
    preview: { proxy },
    test: {
      projects: [
        {
          extends: true,
          test: {
            name: 'node',
            environment: 'node',
            include: ['test/**/*.test.ts'],
            ...SHARED,
            setupFiles: [NO_TIMER_LEFT],
          },
        },
        {
          extends: true,
          test: {
            name: 'dom',
            environment: 'jsdom',
            include: ['test/**/*.test.tsx'],
            ...SHARED,
            setupFiles: [NO_TIMER_LEFT, 'test/support/dom.setup.ts'],
          },
        },
        {
          extends: true,
          test: {
            // what src/sync/README.md says in figures: each file writes its part of that page
            name: 'simulation',
            environment: 'node',
            include: ['test/simulation/*.simulation.ts'],
            fileParallelism: false,
          },
        },
        {
          extends: true,
          test: { name: 'browser', ...BROWSER, sequence: { groupOrder: 1 } },
        },
        {
          extends: true,
          test: {
            // a real nginx with the configuration of deploy/
            name: 'deploy',
            include: ['test/deploy/*.deploy.ts'],
            globalSetup: [...BROWSER.globalSetup, 'test/deploy/support/publishDist.ts'],
            testTimeout: 2 * PATIENCE,
            hookTimeout: 60_000,
            maxWorkers: 2,
            isolate: false,
            expect: { poll: { timeout: 10_000 } },
          },
        },
        {
          extends: true,
          test: {
            name: 'engines',
            include: filesOfEngines(askedEngines()),
            globalSetup: ['test/engines/install.ts', 'test/support/buildDist.ts'],
            testTimeout: 2 * PATIENCE,
            hookTimeout: 120_000,
            maxWorkers: 2,
            isolate: false,
            expect: { poll: { timeout: 10_000 } },
          },
        },
        {
          extends: true,
          test: {
            name: 'looks',
            include: ['test/engines/looks.engine.ts'],
            globalSetup: ['test/engines/install.ts', 'test/support/buildDist.ts'],
            hookTimeout: 120_000,
            maxWorkers: 2,
            isolate: false,
          },
        },
      ],
    },
  }
})

/**
 * Puts the content security policy into the built page. Not in dev: Vite's client and React's refresh need inline code.
 * The API, upload, contacts and media hosts of the build are allowed, and where VITE_MEDIA_HOSTS is set media of no others; whoever sets others
 * in the page's meta adds them here too.
 */
function contentSecurityPolicy(env: Record<string, string>, isMock: boolean): Plugin {
  const mediaHosts = hostsIn(env['VITE_MEDIA_HOSTS'] ?? '')
  const odd = mediaHosts.find((host) => !/^[a-z0-9-]+(\.[a-z0-9-]+)*(:\d+)?$/.test(host))
  if (odd !== undefined) throw new Error(`VITE_MEDIA_HOSTS: ${odd} is no host.`)
  const bases = ['VITE_API_BASE', 'VITE_MEDIA_BASE'].flatMap((name) => originOf(env[name]))
  const hosts = [...new Set([...bases, ...mediaHosts])]
  const media = mediaHosts.length > 0 ? hosts : ['http:', 'https:']
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    ["img-src 'self' blob:", ...media].join(' '),
    ["media-src 'self' blob:", ...media].join(' '),
    [
      "connect-src 'self'",
      ...new Set([...hosts, ...originOf(env['VITE_UPLOAD_URL']), ...originOf(env['VITE_CONTACTS_URL'])]),
    ].join(' '),
    "worker-src 'self'",
    "font-src 'self'",
    // both sides on one page, for QA
    ...(isMock ? ["frame-src 'self'"] : []),
    "base-uri 'none'",
    "form-action 'none'",
    "object-src 'none'",
  ].join('; ')
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: policy },
        injectTo: 'head-prepend',
      },
    ],
  }
}

function originOf(address: string | undefined): string[] {
  return address && /^https?:\/\//.test(address) ? [new URL(address).origin] : []
}
