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
  ['isWellFormed', '111, 16.4'],
  ['toWellFormed', '111, 16.4'],
  ['showModal', '37, 15.4'],
  ['showPicker', '99, 16'],
  ['showPopover', '114, 17'],
  ['checkVisibility', '105, 17.4'],
  ['requestSubmit', '76, 16'],
  ['startViewTransition', '111, 18'],
  ['throwIfAborted', '100, 15.4'],
  ['randomUUID', '92, 15.4, and nowhere on plain http'],
])

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
  ['Response.json', '105, 17'],
  ['URL.canParse', '120, 17'],
  ['URL.parse', '126, 18'],
  ['Intl.Segmenter', '87, 14.1'],
  ['Intl.DurationFormat', '129, 16.4'],
  ['navigator.locks', '69, 15.4'],
  ['navigator.userActivation', '72, 16.4'],
  ['navigator.connection', '61, none'],
  ['navigator.storage', '48, 15.2'],
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
])

/** Elements and attributes. */
const TAGS = new Map([['dialog', '37, 15.4']])
const ATTRIBUTES = new Map([
  ['inert', '102, 15.5'],
  ['popover', '114, 17'],
  ['onScrollEnd', '114, none'],
])

const nameOf = (node) => (node.type === 'Identifier' ? node.name : '')

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
    return {
      CallExpression({ callee }) {
        if (callee.type !== 'MemberExpression' || callee.computed) return
        const since = METHODS.get(nameOf(callee.property))
        if (since) report(callee.property, `.${callee.property.name}()`, since)
      },
      MemberExpression(node) {
        if (node.computed) return
        const name = `${nameOf(node.object)}.${nameOf(node.property)}`
        const isOfThePage = /^(window|self|globalThis)$/.test(nameOf(node.object))
        const since = STATICS.get(name) ?? (isOfThePage ? GLOBALS.get(nameOf(node.property)) : undefined)
        if (since) report(node, name, since)
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
      },
      Literal(node) {
        if (!node.regex) return
        if (/\(\?<[=!]/.test(node.regex.pattern)) report(node, 'a look behind', '62, 16.4')
        if (/[dv]/.test(node.regex.flags)) report(node, `the flag ${node.regex.flags}`, '90, 15')
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
