import { readdirSync, readFileSync } from 'node:fs'

/** What the page names is what it loads before it draws its first messages, however the bundler has cut it. */
const page = readFileSync('dist/index.html', 'utf8')
const drawn = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.(?:js|css))"/g)].map(
  ([, file]) => `dist/${file}`,
)

/** What it asks for at once behind that, to go on with them. */
const rest = readdirSync('dist/assets')
  .filter((file) => /^(first|vendor)-[^.]*\.js$/.test(file))
  .map((file) => `dist/assets/${file}`)

export default [
  { name: 'until the first messages are drawn, JS and CSS', path: drawn, gzip: true, limit: '69 kB' },
  { name: 'until they can be answered', path: [...drawn, ...rest], gzip: true, limit: '152 kB' },
]
