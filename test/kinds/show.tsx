import { render } from '@testing-library/react'
import { body, decode } from '~/kinds/index'
import { type Ports, PortsProvider, type ViewPicture, ViewPictureProvider } from '~/kinds/ports'
import type { AudioPlayer } from '~/lib/audioPlayer'
import { aDocument, aWireMessage } from '~test/builders'
import { aPorts } from '~test/support/aPorts'

export const contentOf = (fields: Record<string, unknown>) => decode(aWireMessage(aDocument(fields)))

export type Shown = Partial<Pick<Ports, 'letIn' | 'files'>> &
  Readonly<{ id?: string; mine?: boolean; view?: ViewPicture | null }>

/** Shows a message of those fields, as the other side's unless told; other.example is on no list of ours. */
export function show(
  player: AudioPlayer,
  fields: Record<string, unknown>,
  { id = 'm', mine = false, view = null, ...ports }: Shown = {},
) {
  const isForeign = (url: string) => new URL(url).host === 'other.example'
  return render(
    <PortsProvider value={aPorts({ player, isForeign, ...ports })}>
      <ViewPictureProvider value={view}>{body(contentOf(fields), { id, mine })}</ViewPictureProvider>
    </PortsProvider>,
  )
}
