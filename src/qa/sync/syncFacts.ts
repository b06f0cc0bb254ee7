import type { QaWords, SyncFact, SyncGroup } from '~/qa/words'
import type { Inspection } from '~/sync/inspect'

type Facts = Readonly<{ group: SyncGroup; facts: readonly Readonly<{ name: string; value: string }>[] }>

/** What an inspection says, in words and in groups. */
export function syncFacts(inspection: Inspection, w: QaWords['sync']): readonly Facts[] {
  const { skew, clock, pace, sweep, outbox, history, counts, tabs, cursor } = inspection
  const ms = (value: number | null) => (value === null ? w.never : length(value))
  const length = (value: number) => lengthOf(value, w.units)
  const yes = (value: boolean) => (value ? w.yes : w.no)
  const some = (value: string | number | null) => (value === null ? w.never : String(value))
  const votes = skew.votes.map(({ ms, count }) => `${length(ms)} × ${count}`).join(', ')
  const named = (values: Readonly<Partial<Record<SyncFact, string>>>) =>
    Object.entries(values).map(([name, value]) => ({ name: w.facts[name as SyncFact], value }))
  return [
    {
      group: 'cursor',
      facts: named({
        cursor: cursor === 0 ? w.never : String(cursor),
        skew: `${length(skew.ms)}${votes === '' ? '' : ` (${w.votes(votes)})`}`,
        offset: `${length(clock.offset)}${clock.trusted ? '' : ' ?'}`,
      }),
    },
    {
      group: 'pace',
      facts: named({
        mode: `${pace.mode}${pace.active ? ' · active' : ''}`,
        delay: ms(pace.delay),
        next: pace.underWay === null ? ms(pace.nextPoll) : `… ${length(pace.underWay)}`,
        failures: pace.failures === 0 ? '0' : `${pace.failures} (${pace.failure ?? ''})`,
        behind: ms(pace.behind),
        putOff: ms(pace.putOff),
        tabs,
      }),
    },
    {
      group: 'sweep',
      facts: named({
        last: ms(sweep.last),
        nextSweep: ms(sweep.next),
        running: yes(sweep.running),
        failures: String(sweep.failures),
        gap: yes(sweep.gap),
      }),
    },
    {
      group: 'outbox',
      facts:
        outbox.length === 0
          ? [{ name: w.empty, value: '' }]
          : outbox.map(({ phase, type, age, failure, sweeps }, i) => ({
              name: `${i + 1} ${type}`,
              value: `${phase} · ${length(age)}${failure === null ? '' : ` · ${failure}`}${sweeps > 0 ? ` · ${sweeps}×` : ''}`,
            })),
    },
    {
      group: 'history',
      facts: named({
        older: history.older,
        cap: some(history.cap),
        page: String(history.page),
        failures: String(history.failures),
        putOff: ms(history.putOff),
      }),
    },
    {
      group: 'counts',
      facts: named({
        rows: String(counts.rows),
        unread: String(counts.unread),
        refused: String(counts.refused),
        written: String(counts.written),
      }),
    },
  ]
}

/** A length of time in the largest unit that says it in few digits. */
function lengthOf(ms: number, units: QaWords['sync']['units']): string {
  const most = Math.abs(ms)
  const [size, unit] =
    most < 1_000
      ? ([1, 'ms'] as const)
      : most < 120_000
        ? ([1_000, 's'] as const)
        : most < 7_200_000
          ? ([60_000, 'm'] as const)
          : ([3_600_000, 'h'] as const)
  return `${Math.round((ms / size) * 10) / 10}${units[unit]}`
}
