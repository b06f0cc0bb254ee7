import { useState } from 'react'
import { FileButton } from '~/qa/FileButton'
import { Group, SaidLine, useSaid } from '~/qa/parts'
import { useQa } from '~/qa/QaContext'
import { recordKept, type Recorder, saveRecording, startRecording } from '~/qa/recorder'
import { openRecording } from '~/qa/replayPage'
import { SubjectChoice } from '~/qa/SubjectChoice'
import { thisPage } from '~/qa/subject'
import { useLive } from '~/qa/useLive'

/** It goes on while other sections are shown. */
let running: Recorder | null = null

const countNow = () => running?.count() ?? null

/** Records what the page asks, from now on or afterwards, as a file that a developer can replay. */
export function Recordings() {
  const { words, subjects } = useQa()
  const w = words.tools
  const [at, setAt] = useState(0)
  const [masked, setMasked] = useState(true)
  const [recorder, setRecorder] = useState(running)
  const count = useLive(countNow)
  const { said, good, bad } = useSaid()
  const watch = () => (subjects[at] ?? thisPage).window()?.jhRequests

  const start = () => {
    const requests = watch()
    if (!requests) return bad(w.nothing)
    running = startRecording(requests)
    setRecorder(running)
    good('')
  }
  const stop = () => {
    if (!recorder) return
    const isEmpty = recorder.count() === 0
    const recording = recorder.stop({ masked })
    running = null
    setRecorder(null)
    if (isEmpty) return bad(w.nothing)
    saveRecording(recording)
    good(words.done)
  }
  const saveKept = () => {
    const requests = watch()
    const recording = requests && recordKept(requests, { masked })
    if (!recording || recording.exchanges.length === 0) return bad(w.nothing)
    saveRecording(recording)
    good(words.done)
  }
  const open = async (file: File) => {
    const opened = await openRecording(file)
    if (opened.ok) location.assign(opened.address)
    else bad(opened.problem[words.lang])
  }
  return (
    <Group title={w.recording}>
      <SubjectChoice at={at} onChoose={setAt} label={words.frame} />
      <label className="qa-radio">
        <input type="checkbox" checked={masked} onChange={(event) => setMasked(event.target.checked)} />
        {w.masked}
      </label>
      <div className="qa-row">
        <button type="button" onClick={recorder ? stop : start}>
          {recorder ? w.stop : w.start}
        </button>
        <button type="button" onClick={saveKept}>
          {w.saveKept}
        </button>
        <FileButton label={w.openRecording} onFile={(file) => void open(file)} />
      </div>
      {recorder && <p className="qa-note">{w.running(count ?? 0)}</p>}
      {recorder?.isFull() && <p className="qa-note">{w.full}</p>}
      <SaidLine said={said} />
    </Group>
  )
}
