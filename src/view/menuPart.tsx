import { type ComponentProps, useEffect } from 'react'
import { onFirstTouch } from '~/lib/firstTouch'
import type { Menu } from '~/ui/Menu'
import { createPart, usePart } from './part'

const menu = createPart(() => import('~/ui/Menu'))

/** A menu that is loaded with the first touch of the page, and opens once it has come; where it does not come it closes again. */
export function MenuSoon(props: ComponentProps<typeof Menu>) {
  const { onClose } = props
  const Menu = usePart(menu, false)?.Menu
  useEffect(() => {
    void menu.bring().then(() => menu.now() ?? onClose())
    // for whoever opened it, not for each of its renders
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [])
  return Menu ? <Menu {...props} /> : null
}

/** Has it loaded as somebody touches the page: who has a button that opens one calls this. */
export const useMenuSoon = (): void => useEffect(() => onFirstTouch(() => void menu.bring()), [])
