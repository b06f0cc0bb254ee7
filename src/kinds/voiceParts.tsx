import { useState } from 'react'
import { Download, LoaderCircle, Pause, Play } from 'lucide-react'
import type { AudioPlayer, Playback } from '~/lib/audioPlayer'
import type { Lang } from '~/lib/lang'
import { VoiceProgress } from './voiceProgress'
import { words } from './voiceWords'

type Props = Readonly<{
  playback: Playback
  player: AudioPlayer
  url: string
  /** Of the whole voice, as the message tells or its file did. */
  seconds: number | null
  mine: boolean
  lang: Lang
}>

/** What a voice shows beside its button: how far it is and how fast, or why it does not play. */
export function VoiceParts({ playback, url, ...voice }: Props) {
  const { mine, lang } = voice
  const say = words[lang]
  const [hasBegun, setHasBegun] = useState(false)
  const isRunning = playback.phase === 'playing'
  // where it waits for the rest the hand or the focus may be on it
  const isShown = isRunning || playback.phase === 'paused' || (hasBegun && playback.phase === 'loading')
  if (isShown !== hasBegun) setHasBegun(isShown)
  if (isShown) return <VoiceProgress {...voice} isRunning={isRunning} />
  if (playback.phase !== 'failed') return null
  return (
    <span
      role="status"
      className={`flex flex-col px-3 text-note ${mine ? 'items-end' : 'items-start'}`}
      style={{ maxWidth: 251 }}
    >
      {say.troubles[playback.reason]}
      <a
        className="inline-flex min-h-11 items-center gap-1 underline pc:min-h-8"
        href={url}
        download
        target="_blank"
        rel="noopener noreferrer"
      >
        <Download size={12} aria-hidden />
        {say.file}
      </a>
    </span>
  )
}

/** What a tap on the voice does, or that it is on its way. */
export function VoiceIcon({ phase }: Readonly<{ phase: Playback['phase'] }>) {
  // a spinner only once it takes longer than one would notice; its place is taken from the start
  if (phase === 'loading')
    return (
      <span className="shrink-0 animate-soon">
        <LoaderCircle size={20} aria-hidden className="animate-spin motion-reduce:animate-none" />
      </span>
    )
  const Icon = phase === 'playing' ? Pause : Play
  return <Icon size={20} aria-hidden className="shrink-0" />
}
