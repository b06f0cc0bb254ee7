import { createElement, type ReactNode, useCallback, useState } from 'react'
import { usePorts, type ViewPicture } from '~/kinds/ports'
import { loadAgain } from '~/lib/loadAgain'
import { useChatPage } from '~/view/ChatContext'
import type { Viewer } from './Viewer'

const load = loadAgain(() => import('./Viewer'))

/** The viewer of pictures: what opens it, and itself while it is open, else null. Few visits look closer: it is no part of the first load. */
export function useViewer(): Readonly<{ view: ViewPicture; viewer: ReactNode }> {
  const page = useChatPage()
  const ports = usePorts()
  const [opened, setOpened] = useState<Readonly<{ View: typeof Viewer; at: string }> | null>(null)
  const view = useCallback(
    (at: string) =>
      load().then(
        ({ Viewer, previewByHost }) => {
          previewByHost(page, ports, at, () => setOpened({ View: Viewer, at }))
          return true
        },
        () => false,
      ),
    [page, ports],
  )
  const onClose = useCallback(() => setOpened(null), [])
  const viewer = opened && createElement(opened.View, { from: opened.at, onClose })
  return { view, viewer }
}
