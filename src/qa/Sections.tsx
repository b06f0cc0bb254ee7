import type { ReactNode, RefObject } from 'react'
import { Clock } from './Clock'
import { Network } from './network/Network'
import { type Section, SECTIONS } from './opened'
import { OtherSide } from './otherSide/OtherSide'
import { useQa } from './QaContext'
import { Requests } from './requests/Requests'
import { Scenario } from './scenario/Scenario'
import { Sync } from './sync/Sync'
import { Tabs } from './Tabs'
import { Tools } from './tools/Tools'

const BODIES: Readonly<Record<Section, () => ReactNode>> = {
  scenario: Scenario,
  otherSide: OtherSide,
  network: Network,
  clock: Clock,
  requests: Requests,
  sync: Sync,
  tools: Tools,
}

type Props = Readonly<{
  section: Section
  onSection: (section: Section) => void
  tabRef?: RefObject<HTMLButtonElement | null>
}>

/** All that the panel can do, a section at a time: what is not shown does nothing. */
export function Sections({ section, onSection, tabRef }: Props) {
  const { words } = useQa()
  const Body = BODIES[section]
  return (
    <Tabs
      label={words.panel}
      tabs={SECTIONS.map((id) => ({ id, label: words.sections[id] }))}
      selected={section}
      onSelect={onSection}
      {...(tabRef && { tabRef })}
    >
      <Body />
    </Tabs>
  )
}
