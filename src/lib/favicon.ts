/** The icon that the page brings, and the one with a dot beside it. No `data:` picture: the page's policy forbids them. */
const PLAIN = 'favicon.svg'
const DOTTED = 'favicon-unread.svg'

/** The icon of the tab, with a dot or without. A page that was given another icon keeps it as it is. */
export type Favicon = Readonly<{ dot: (isOn: boolean) => void }>

export function createFavicon(root: Document = document): Favicon {
  return {
    dot(isOn) {
      const link = root.querySelector<HTMLLinkElement>('link[rel~="icon"]')
      const href = link?.getAttribute('href') ?? ''
      const [, folder, name, rest = ''] = /^((?:[^?#]*\/)?)([^/?#]*)(.*)$/s.exec(href) ?? []
      const next = isOn ? DOTTED : PLAIN
      // beside where it was: the build may lie in any folder
      if (link && name !== next && (name === PLAIN || name === DOTTED))
        link.setAttribute('href', `${folder ?? ''}${next}${rest}`)
    },
  }
}
