import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

// This file is loaded with the configuration: explicit endings, and no `~`.

const MEDIA = fileURLToPath(new URL('./media/', import.meta.url))

const HOST_PAGE = fileURLToPath(new URL('./hostPage.html', import.meta.url))

const WORKER = createRequire(import.meta.url).resolve('msw/mockServiceWorker.js')

/**
 * What msw's worker lacks. Chromium 86 to 91 have no `crypto.randomUUID`. And a browser ends an idle worker, which then has
 * forgotten whose requests it answers (https://github.com/mswjs/msw/issues/2635): who asks below `/~mock/` is one of them.
 */
const WORKER_HEAD = `
if (!crypto.randomUUID) crypto.randomUUID = () => Date.now() + '-' + Math.random()
addEventListener('fetch', ({ request, clientId }) => {
  if (request.url.includes('/~mock/')) activeClientIds.add(clientId)
})
`

/**
 * Adds to a build what the mock in the page needs as files: msw's service worker, which may not lie among the scripts, and
 * the sample media, because pictures and voices are not fetched; and the page of a host that carries the desk.
 */
export function mockFiles(): Plugin {
  return {
    name: 'jh-mock-files',
    apply: 'build',
    async generateBundle() {
      const worker = await readFile(WORKER, 'utf8')
      this.emitFile({ type: 'asset', fileName: 'mockServiceWorker.js', source: WORKER_HEAD + worker })
      this.emitFile({ type: 'asset', fileName: 'mock-host.html', source: await readFile(HOST_PAGE) })
      for (const name of await readdir(MEDIA)) {
        this.emitFile({ type: 'asset', fileName: `mock-media/${name}`, source: await readFile(MEDIA + name) })
      }
    },
  }
}
