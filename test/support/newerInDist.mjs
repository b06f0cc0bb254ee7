import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * `node newerInDist.mjs <folder>`: looks for what Chromium 86 or Safari 14.1 lack in a built page, the packages in it included, and ends with
 * 1 where it finds some. The linter says the same of our own code, and better; this sees what others wrote, and what the build made of it.
 */

/** In scripts: a pattern, and where it is known and harmless the reason. */
const SCRIPTS = [
  // a word list may have functions of that name; numbers are what the method is called with
  [/\.at\(-?\d/],
  [/\bObject\.(?:hasOwn|groupBy)\b/],
  [/\.(?:findLast|findLastIndex|toSorted|toReversed|toSpliced)\(/],
  [/\bstructuredClone\b/],
  [/\brandomUUID\b/],
  [/\bAbortSignal\.(?:timeout|any|abort)\b/],
  [/\bthrowIfAborted\b/],
  [/\bPromise\.(?:withResolvers|try)\b/],
  [/\b(?:Iterator\.from|RegExp\.escape|Atomics\.waitAsync)\b/],
  [/\.(?:symmetricDifference|isSubsetOf|isSupersetOf|isDisjointFrom)\(/],
  // an own function of that name has arguments, or is asked of Object
  [
    /\.(?:values|keys|entries)\(\)\.(?:map|filter|take|drop|flatMap|reduce|toArray|forEach|some|every|find)\(/,
  ],
  [/\.(?:toBase64|toHex)\(|\bUint8Array\.from(?:Base64|Hex)\b/],
  [/\bIntl\.supportedValuesOf\b/],
  [/["'`](?:short|long)(?:Offset|Generic)["'`]/],
  [
    /\bnew (?:CSSStyleSheet|SharedWorker|URLPattern|ImageDecoder|VideoDecoder|AudioDecoder|DisposableStack)\b/,
  ],
  [/\.(?:borderBoxSize|contentBoxSize|devicePixelContentBoxSize|adoptedStyleSheets)\b/],
  [/\bnavigator\.(?:locks|permissions|mediaSession|wakeLock|userAgentData|virtualKeyboard|vibrate)\b/],
  [/\.(?:showPopover|hidePopover|togglePopover|moveBefore|setHTMLUnsafe|caretPositionFromPoint|roundRect)\(/],
  [/\(\?(?:[ims]+(?:-[ims]*)?|-[ims]+):/],
  [/\bArray\.fromAsync\b/],
  [/\bIntl\.(?:Segmenter|DurationFormat)\b/],
  [/\(\?<[=!]/],
  [/\brequestIdleCallback\b/],
  [/\b(?:De|C)ompressionStream\b/],
  [/\bshowModal\b/],
  [/\bcheckVisibility\b/],
  [/\bBroadcastChannel\b/, 'lib/channel asks whether there is one, the diagnosis tells'],
  [/\bOffscreenCanvas\b/, 'lib/pictures asks whether there is one'],
  [/\bcreateImageBitmap\b/, 'lib/pictures decodes by an element where it rejects'],
  [/\bstartViewTransition\b/, 'React calls it for a component that we do not use'],
  [/\breportError\b/, 'React asks whether there is one'],
]

/**
 * What makes a page of an old engine look or work otherwise. Let in: what drops out alone and is no loss (`overscroll-behavior`,
 * `content-visibility`, `text-wrap`, `accent-color`, `scrollbar-gutter`, `field-sizing`).
 */
const STYLES = [
  [/@layer\b/],
  [/@container\b/],
  [/@property\b/],
  [/@starting-style\b/],
  [/@(?:scope|view-transition|position-try|counter-style)\b/],
  [/:(?:is|where|has|dir|state)\(/],
  [/:(?:user-valid|user-invalid|modal|popover-open)\b/],
  // a list, or more than one part
  [/:not\((?:[^()]|\([^()]*\))*[,\s>+~]/],
  [/:nth-(?:last-)?child\([^)]* of /],
  // a nested rule
  [/[{};]\s*&/],
  [/\b(?:oklch|oklab|lab|lch|light-dark|color-mix|hwb)\(/],
  [/\b(?:rgba?|hsla?)\(from\b/],
  [/[:\s,(](?:color|round|mod|rem|sin|cos|tan|pow|sqrt|hypot|abs|sign|exp|log|anchor|if)\(/],
  [/[{;]aspect-ratio:/],
  [/[{;]inset(?:-block|-inline)?(?:-start|-end)?:/],
  [/[{;](?:margin|padding)-(?:inline|block):/],
  [/[{;]border-(?:inline|block)(?:-(?:width|style|color))?:/],
  [/[{;]border-(?:start|end)-(?:start|end)-radius:/],
  [/[{;](?:translate|scale|rotate):/],
  [/\boverflow(?:-[xy])?:clip\b/],
  [/@media[^{]*[<>]/],
  // of no media type: the whole of it is taken for false
  [/@media[^{]*(?:\bnot\s*\(|\bor\b)/],
  // without the name with a prefix before it
  [/(?<!-webkit-user-select:[\w-]+;)(?<![\w-])user-select:/],
  [/(?<!-webkit-appearance:[\w-]+;)(?<![\w-])appearance:/],
  [/(?<!-webkit-backdrop-filter:[^;{}]+;)(?<![\w-])backdrop-filter:/],
  [/(?<!-webkit-mask[\w-]*:[^{}]*;)(?<![\w-])mask(?:-[\w]+)*:/],
  // breaks what is too long where Safari has something to fall back on
  [/(?<!word-break:break-word;)overflow-wrap:anywhere/],
  [/[:\s,(]-?\d*\.?\d+(?:cq[whib]|cqmin|cqmax|rlh|vi|vb|cap|ric|rex)\b/],
  // alone it drops out; in a list it takes the others with it, in Safari before 15.4
  [/(?:,[^{}]*:focus-visible|:focus-visible[^{},]*,)[^{}]*\{/],
  // a height that some do not know stands after one that all know
  [/(?<!vh;[\w-]+:[\d.]+)[dsl]v[hw]\b/],
]

/** What styles ask for first they may use. */
const withoutSupports = (css) => css.replace(/@supports[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '')

const [folder = 'dist'] = process.argv.slice(2)
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
const found = files.flatMap((file) => {
  const list = file.endsWith('.js') ? SCRIPTS : file.endsWith('.css') ? STYLES : []
  if (list.length === 0) return []
  const code = readFileSync(path.join(folder, file), 'utf8')
  const text = file.endsWith('.css') ? withoutSupports(code) : code
  return list.flatMap(([pattern, reason]) => {
    const at = reason === undefined ? text.search(pattern) : -1
    return at < 0 ? [] : [`${file}: ${pattern.source}: … ${text.slice(Math.max(0, at - 40), at + 60)} …`]
  })
})
const all = files
  .filter((file) => file.endsWith('.js'))
  .map((file) => readFileSync(path.join(folder, file), 'utf8'))
  .join('\n')
const stale = SCRIPTS.filter(([pattern, reason]) => reason !== undefined && !pattern.test(all))

if (all === '') console.log(`There is no script in ${folder}.`)
for (const line of found) console.log(line)
for (const [pattern] of stale)
  console.log(`${pattern.source} is in the build no more: take it from the list.`)
if (all === '' || found.length > 0 || stale.length > 0) process.exitCode = 1
else console.log('Nothing that Chromium 86 or Safari 14.1 lack.')
