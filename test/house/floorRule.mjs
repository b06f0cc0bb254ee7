/**
 * What Chromium 86 or Safari 14.1 lack, whatever the build does: it lowers syntax, not APIs. Versions as MDN has them: the first Chromium,
 * the first Safari.
 */

/** Functions of values of any kind, by their name where they are called. */
const METHODS = new Map([
  ['at', '92, 15.4'],
  ['findLast', '97, 15.4'],
  ['findLastIndex', '97, 15.4'],
  ['toSorted', '110, 16'],
  ['toReversed', '110, 16'],
  ['toSpliced', '110, 16'],
  ['with', '110, 16'],
  ['intersection', '122, 17'],
  ['difference', '122, 17'],
  ['symmetricDifference', '122, 17'],
  ['isSubsetOf', '122, 17'],
  ['isSupersetOf', '122, 17'],
  ['isDisjointFrom', '122, 17'],
  ['toBase64', '140, 18.2'],
  ['toHex', '140, 18.2'],
  ['bytes', '132, 18'],
  ['isWellFormed', '111, 16.4'],
  ['toWellFormed', '111, 16.4'],
  ['showModal', '37, 15.4'],
  ['showPicker', '99, 16'],
  ['showPopover', '114, 17'],
  ['hidePopover', '114, 17'],
  ['togglePopover', '114, 17'],
  ['moveBefore', '133, none'],
  ['setHTMLUnsafe', '124, 17.4'],
  ['getHTML', '125, 18'],
  ['attachInternals', '77, 16.4'],
  ['caretPositionFromPoint', '128, 18.4'],
  ['roundRect', '99, 16'],
  ['createConicGradient', '99, 16.1'],
  ['requestVideoFrameCallback', '83, 15.4'],
  ['checkVisibility', '105, 17.4'],
  ['requestSubmit', '76, 16'],
  ['startViewTransition', '111, 18'],
  ['throwIfAborted', '100, 15.4'],
  ['randomUUID', '92, 15.4, and nowhere on plain http'],
])

/** What an iterator can do itself, where one is seen: `map.values().map()`. */
const OF_ITERATORS = /^(?:map|filter|take|drop|flatMap|reduce|toArray|forEach|some|every|find)$/
const GIVES_ITERATOR = /^(?:values|keys|entries|matchAll)$/

/** Properties of values of any kind, by their name where they are read or set. */
const PROPERTIES = new Map([
  ['inert', '102, 15.5'],
  ['borderBoxSize', '84, 15.4'],
  ['contentBoxSize', '84, 15.4'],
  ['devicePixelContentBoxSize', '84, none'],
  ['adoptedStyleSheets', '73, 16.4'],
  ['submitter', '81, 15.4'],
])

/** Events, by their name where they are listened to. */
const EVENTS = new Map([
  ['scrollend', '114, none'],
  ['beforetoggle', '114, 17'],
])

/** Options of `Intl` that the floor throws at. */
const ZONE_NAMES = /^(?:short|long)(?:Offset|Generic)$/

/** Functions of one object. */
const STATICS = new Map([
  ['Object.hasOwn', '93, 15.4'],
  ['Object.groupBy', '117, 17.4'],
  ['Map.groupBy', '117, 17.4'],
  ['Array.fromAsync', '121, 16.4'],
  ['AbortSignal.timeout', '103, 16'],
  ['AbortSignal.any', '116, 17.4'],
  ['AbortSignal.abort', '93, 15'],
  ['Promise.withResolvers', '119, 17.4'],
  ['Promise.try', '128, 18.2'],
  ['Iterator.from', '122, 18.4'],
  ['RegExp.escape', '136, 18.2'],
  ['Error.isError', '134, none'],
  ['Uint8Array.fromBase64', '140, 18.2'],
  ['Uint8Array.fromHex', '140, 18.2'],
  ['Atomics.waitAsync', '87, 16.4'],
  ['Response.json', '105, 17'],
  ['URL.canParse', '120, 17'],
  ['URL.parse', '126, 18'],
  ['Intl.Segmenter', '87, 14.1'],
  ['Intl.DurationFormat', '129, 16.4'],
  ['Intl.supportedValuesOf', '99, 15.4'],
  ['CSS.registerProperty', '78, 16.4'],
  ['CSS.highlights', '105, 17.2'],
  ['navigator.locks', '69, 15.4'],
  ['navigator.userActivation', '72, 16.4'],
  ['navigator.connection', '61, none'],
  ['navigator.storage', '48, 15.2'],
  ['signal.reason', '98, 15.4'],
  ['navigator.permissions', '43, 16'],
  ['navigator.mediaSession', '73, 15'],
  ['navigator.wakeLock', '84, 16.4'],
  ['navigator.userAgentData', '90, none'],
  ['navigator.virtualKeyboard', '94, none'],
  ['navigator.vibrate', '32, none'],
])

/** Names of the page itself. */
const GLOBALS = new Map([
  ['structuredClone', '98, 15.4'],
  ['requestIdleCallback', '47, none'],
  ['cancelIdleCallback', '47, none'],
  ['BroadcastChannel', '54, 15.4'],
  ['OffscreenCanvas', '69, 16.4'],
  ['createImageBitmap', '50, 15'],
  ['reportError', '95, 15.4'],
  ['scheduler', '94, none'],
  ['CompressionStream', '80, 16.4'],
  ['DecompressionStream', '80, 16.4'],
  ['SharedWorker', '4, 16'],
  ['URLPattern', '95, 26'],
  ['Temporal', '144, none'],
  ['DisposableStack', '134, none'],
  ['cookieStore', '87, 18.4'],
  ['showOpenFilePicker', '86, none'],
  ['showSaveFilePicker', '86, none'],
  ['ImageDecoder', '94, none'],
  ['VideoDecoder', '94, 16.4'],
  ['AudioDecoder', '94, 26'],
])

/** Elements and attributes. */
const TAGS = new Map([['dialog', '37, 15.4']])
const ATTRIBUTES = new Map([
  ['inert', '102, 15.5'],
  ['popover', '114, 17'],
  ['onScrollEnd', '114, none'],
])

const nameOf = (node) => (node?.type === 'Identifier' ? node.name : '')

const PAGE = /^(?:window|self|globalThis)$/

/** `navigator` as what `window.navigator` is too. */
const globalOf = (node) =>
  node?.type === 'MemberExpression' && !node.computed && PAGE.test(nameOf(node.object))
    ? nameOf(node.property)
    : nameOf(node)

const keysOf = (node) =>
  node?.type === 'ObjectExpression' || node?.type === 'ObjectPattern'
    ? node.properties.flatMap(({ key }) => (key ? [nameOf(key)] : []))
    : []

const textOf = (node) => (node?.type === 'Literal' && typeof node.value === 'string' ? node.value : '')

/** Whether the name is only asked for: `typeof BroadcastChannel`, or a type. */
const isAskedFor = ({ parent }) =>
  (parent.type === 'UnaryExpression' && parent.operator === 'typeof') || parent.type.startsWith('TS')

const isNameOfAnother = (node) => {
  const { parent } = node
  if (parent.type === 'MemberExpression') return parent.property === node && !parent.computed
  if (parent.type === 'Property') return parent.key === node && !parent.shorthand
  return /Specifier$|Declarator$|^JSX|^Function|^ArrowFunction|MethodDefinition|PropertyDefinition/.test(
    parent.type,
  )
}

const rule = {
  create(context) {
    const report = (node, name, since) =>
      context.report({
        node,
        message: `${name} is missing below the floor, Chromium 86 and Safari 14.1 (since ${since}).`,
      })
    const checkListening = ([type, , options]) => {
      if (keysOf(options).includes('signal')) report(options, 'the signal of a listener', '90, 15')
      const since = EVENTS.get(textOf(type))
      if (since) report(type, `the event ${textOf(type)}`, since)
    }
    const checkPattern = (node, pattern, flags) => {
      if (/\(\?<[=!]/.test(pattern)) report(node, 'a look behind', '62, 16.4')
      if (/\(\?(?:[ims]+(?:-[ims]*)?|-[ims]+):/.test(pattern)) report(node, 'a flag of a part', '125, none')
      if (/[dv]/.test(flags)) report(node, `the flag ${flags}`, '90, 15')
    }
    return {
      CallExpression({ callee, arguments: given }) {
        if (nameOf(callee) === 'addEventListener') checkListening(given)
        if (callee.type !== 'MemberExpression') return
        // `list['at'](-1)` is what `list.at(-1)` is
        const name = callee.computed ? textOf(callee.property) : nameOf(callee.property)
        const since = METHODS.get(name)
        if (since) report(callee.property, `.${name}()`, since)
        const { object } = callee
        const isIterator =
          object.type === 'CallExpression' &&
          object.callee.type === 'MemberExpression' &&
          GIVES_ITERATOR.test(nameOf(object.callee.property)) &&
          // `Object.values(all)` gives an array, and so may functions of our own
          (object.arguments.length === 0 || nameOf(object.callee.property) === 'matchAll')
        if (isIterator && OF_ITERATORS.test(name))
          report(callee.property, `.${name}() of an iterator`, '122, 18.4')
        if (name === 'addEventListener') checkListening(given)
      },
      MemberExpression(node) {
        if (node.computed) return
        const property = nameOf(node.property)
        const name = `${globalOf(node.object)}.${property}`
        const isOfThePage = PAGE.test(nameOf(node.object))
        const since =
          STATICS.get(name) ?? PROPERTIES.get(property) ?? (isOfThePage ? GLOBALS.get(property) : undefined)
        if (since) report(node, name, since)
      },
      VariableDeclarator({ id, init }) {
        for (const key of keysOf(id)) {
          const name = `${globalOf(init)}.${key}`
          const since =
            STATICS.get(name) ??
            PROPERTIES.get(key) ??
            (PAGE.test(nameOf(init)) ? GLOBALS.get(key) : undefined)
          if (since) report(id, name, since)
        }
      },
      Property({ key, value }) {
        if (nameOf(key) === 'timeZoneName' && ZONE_NAMES.test(textOf(value)))
          report(value, textOf(value), '95, 15.4')
      },
      Identifier(node) {
        const since = GLOBALS.get(node.name)
        if (since && !isAskedFor(node) && !isNameOfAnother(node)) report(node, node.name, since)
      },
      NewExpression({ callee, arguments: given }) {
        if (nameOf(callee).endsWith('Error') && given.length > 1 && given[1].type === 'ObjectExpression')
          report(callee, 'the cause of an error', '93, 15')
        if (nameOf(callee) === 'Worker' && given.length > 1 && given[1].type === 'ObjectExpression')
          report(callee, 'a worker of modules', '80, 15')
        if (nameOf(callee) === 'CSSStyleSheet') report(callee, 'a style sheet made by script', '73, 16.4')
        if (nameOf(callee) === 'RegExp') checkPattern(callee, textOf(given[0]), textOf(given[1]))
      },
      Literal(node) {
        if (node.regex) checkPattern(node, node.regex.pattern, node.regex.flags)
      },
      JSXOpeningElement({ name }) {
        const since = name.type === 'JSXIdentifier' ? TAGS.get(name.name) : undefined
        if (since) report(name, `<${name.name}>`, since)
      },
      JSXAttribute({ name }) {
        const since = name.type === 'JSXIdentifier' ? ATTRIBUTES.get(name.name) : undefined
        if (since) report(name, name.name, since)
      },
    }
  },
}

// oxlint-disable-next-line import/no-default-export -- oxlint asks for it
export default { meta: { name: 'floor' }, rules: { 'no-newer-api': rule } }
