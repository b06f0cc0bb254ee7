import { saveFile } from '~/lib/saveFile'
import { worldNames } from '~/qa/facts'
import { FileButton } from '~/qa/FileButton'
import { Group, SaidLine, useSaid } from '~/qa/parts'
import { useQa } from '~/qa/QaContext'

/** The world as a whole: begins anew, goes to a file and comes from one. */
export function WorldFile() {
  const { words, control, view, address, reload } = useQa()
  const w = words.scenario
  const { said, good } = useSaid()
  /** Another world is behind the pages, and behind a panel that stays as they are loaded. */
  const begin = () => {
    reload()
    void view.look()
  }
  const reset = async () => {
    if (view.heard(await control.reset())) begin()
  }
  const save = async () => {
    const answer = await control.save()
    if (!view.heard(answer) || !answer.ok) return
    const { scenario, seed } = worldNames(address ?? '')
    const name = scenario.replace(/[^\w,=-]+/g, '-').slice(0, 60)
    saveFile(answer.data, `jh-world-${name}-${seed}.json`)
    good(words.done)
  }
  const load = async (file: File) => {
    if (view.heard(await control.load(file))) begin()
  }
  return (
    <Group title={w.world}>
      <div className="qa-row">
        <button type="button" onClick={() => void reset()}>
          {w.reset}
        </button>
        <button type="button" onClick={() => void save()}>
          {w.save}
        </button>
        <FileButton label={w.load} onFile={(file) => void load(file)} />
        <SaidLine said={said} />
      </div>
    </Group>
  )
}
