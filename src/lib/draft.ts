/** What is being written, kept in this tab so that it lives through a reload: a key for each address, thus for each pair. */
const keyOf = () => `jh-im:draft:${location.search}`

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
