/** So many taps on the title, within so many ms: nobody does that by chance. */
const TAPS = 5
const WITHIN = 3_000

/**
 * Tells when somebody asks for the diagnosis: five taps on the title of the conversation, or Ctrl, Alt, Shift and D, which no
 * browser, system or input method has for itself. Takes nothing away from the title: its text can be selected. `elapsed`: ms that
 * only run forward. Returns what ends it.
 */
export function watchGesture(asked: () => void, elapsed: () => number): () => void {
  let taps: readonly number[] = []
  const onClick = ({ target }: MouseEvent) => {
    const isTitle = target instanceof Element && target.closest('header h1') !== null
    const now = elapsed()
    taps = isTitle ? [...taps, now].filter((at) => now - at <= WITHIN) : []
    if (taps.length < TAPS) return
    taps = []
    asked()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const { code, ctrlKey, altKey, shiftKey, metaKey, isComposing, repeat } = event
    // where the key lies: with Alt it writes another sign on a Mac. AltGr is told as Ctrl and Alt, and writes
    if (code !== 'KeyD' || !ctrlKey || !altKey || !shiftKey || metaKey) return
    if (isComposing || repeat || event.getModifierState('AltGraph')) return
    event.preventDefault()
    event.stopPropagation()
    asked()
  }
  document.addEventListener('click', onClick, true)
  document.addEventListener('keydown', onKeyDown, true)
  return () => {
    document.removeEventListener('click', onClick, true)
    document.removeEventListener('keydown', onKeyDown, true)
  }
}
