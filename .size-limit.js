import { readFileSync } from 'node:fs'

/** What the page names is what it loads before it can show anything: however the bundler has cut it. */
const page = readFileSync('dist/index.html', 'utf8')
const files = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.(?:js|css))"/g)].map(
  ([, file]) => `dist/${file}`,
)

export default [{ name: 'first load, JS and CSS', path: files, gzip: true, limit: '144 kB' }]
