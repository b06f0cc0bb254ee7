// A list that does well, but for the one fault that it is told of: what the measuring must see.
let fault = ''
const list = document.querySelector('.list')
/** Milliseconds of the processor that each appended row burns. */
const BURNT = 30
/** Px by which a prepend leaves the view elsewhere for one frame. */
const JUMP = 40

function burn(ms) {
  const until = performance.now() + ms
  while (performance.now() < until);
}

function rowOf({ _id, content }) {
  const row = document.createElement('p')
  row.dataset.messageId = _id
  row.textContent = content
  return row
}
const toEnd = () => (list.scrollTop = list.scrollHeight)

function append(rows) {
  if (fault === 'slow') burn(BURNT)
  // as a list without memo: each row is made anew
  if (fault === 'all') list.replaceChildren(...Array.from(list.children, (row) => row.cloneNode(true)))
  list.append(...rows.map(rowOf))
  if (fault !== 'stays') toEnd()
}

window.bench = {
  scroller: () => list,
  idAttribute: 'data-message-id',
  mount(rows) {
    list.replaceChildren(...rows.map(rowOf))
    toEnd()
  },
  append,
  prepend(rows) {
    const { scrollTop, scrollHeight } = list
    list.prepend(...rows.map(rowOf))
    const right = scrollTop + list.scrollHeight - scrollHeight
    list.scrollTop = fault === 'jump' ? right - JUMP : right
    if (fault === 'jump') requestAnimationFrame(() => requestAnimationFrame(() => (list.scrollTop = right)))
  },
  poll() {
    if (fault === 'mutates') list.title = String(performance.now())
    if (fault === 'commits') window.__REACT_DEVTOOLS_GLOBAL_HOOK__.onCommitFiberRoot(1, {})
    if (fault === 'lays out') {
      list.style.paddingTop = `${1 + (parseFloat(list.style.paddingTop) || 0)}px`
      list.getBoundingClientRect()
    }
  },
}

list.addEventListener('scroll', () => {
  if (fault === 'drops') burn(2 * BURNT)
  if (fault === 'drifts') list.style.paddingTop = `${list.scrollTop % 37}px`
})

/** From now on it has this fault, and no other. */
window.plant = (name) => {
  fault = name
  list.style.visibility = name === 'blank' ? 'hidden' : ''
}
