import { useRef } from 'react'
import type { Faults } from '~/mocks/faults'
import { Group, RefusalLine, SaidLine, useSaid } from '~/qa/parts'
import { useQa } from '~/qa/QaContext'
import { type Preset, PRESETS } from '~/qa/words'
import { CUT, healed, isCut } from './faultDraft'
import { FaultTable } from './FaultTable'

const FAULTS: Readonly<Record<Preset, Faults>> = {
  fine: {},
  slow: { latencyMs: 1_500 },
  flaky: { failRate: 0.3, failure: 'status' },
  down: { failRate: 1, failure: 'status', status: 503 },
  busy: { failRate: 1, failure: 'status', status: 429, retryAfter: 7 },
  signIn: { failRate: 1, failure: 'page' },
  hang: { failRate: 1, failure: 'hang' },
  truncated: { failRate: 1, failure: 'truncated' },
  lost: { at: { send: { failRate: 1, failure: 'lost' } } },
}

/** What becomes of requests on their way. */
export function Network() {
  const { words, view } = useQa()
  const w = words.network
  const { said, good } = useSaid()
  const before = useRef<Faults | null>(null)
  const { faults = {}, isFaultsSet: isSet = false } = view.world ?? {}
  const cut = isCut(faults)
  const apply = async (faults: Faults | null) => {
    if (await view.change({ faults })) good(words.done)
  }
  const toggle = () => {
    if (!cut) before.current = isSet ? faults : null
    void apply(cut ? healed(before.current, view.world?.options.faults ?? {}) : CUT)
  }
  return (
    <>
      <RefusalLine />
      <div className="qa-row">
        <button type="button" role="switch" aria-checked={cut} className="qa-cut" onClick={toggle}>
          {w.cut}
        </button>
        <SaidLine said={said} />
      </div>
      <Group title={w.presets}>
        <div className="qa-row">
          {PRESETS.map((preset) => (
            <button key={preset} type="button" onClick={() => void apply(FAULTS[preset])}>
              {w.presetNames[preset]}
            </button>
          ))}
          <button type="button" onClick={() => void apply(null)}>
            {w.asAddress}
          </button>
        </div>
      </Group>
      {/* with other faults in force it is another form */}
      <FaultTable key={JSON.stringify(faults)} faults={faults} onApply={(faults) => void apply(faults)} />
    </>
  )
}
