/** What is being written, kept in this tab so that it lives through a reload: a key for each address, thus for each pair. */
const PREFIX = 'jh-im:draft:'
const keyOf = () => `${PREFIX}${location.search}`

/** What was being written here before the page was loaded anew; '' if nothing. */
export function readDraft(): string {
  try {
    return sessionStorage.getItem(keyOf()) ?? ''
  } catch {
    return ''
  }
}

export function writeDraft(text: string): void {
  try {
    if (text === '') sessionStorage.removeItem(keyOf())
    else sessionStorage.setItem(keyOf(), text)
  } catch {
    // full or forbidden: it lives as long as the page
  }
}

/** Forgets what was being written in this tab, in whichever conversation. */
export function clearDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key)
  } catch {
    // forbidden: nothing was kept
  }
}
