import { useEffect, useState, useSyncExternalStore } from 'react'
import { Play } from 'lucide-react'
import { counted } from '~/lib/counted'
import type { Lang } from '~/lib/lang'
import { loadAgain } from '~/lib/loadAgain'
import type { BodyProps, Kind } from './kind'
import { useMedia, usePorts } from './ports'
import type * as Parts from './voiceParts'

/** `seconds` is null where the message does not tell. */
type VoiceContent = Readonly<{ source: string; seconds: number | null }>

/** Values over 600 are milliseconds: WeChat ends a voice at 60 s, and the unit is not documented. */
const LARGEST_SECONDS = 600

type Words = Readonly<Record<'summary' | 'play' | 'pause' | 'unplayed' | 'failed' | 'none', string>> &
  Readonly<{ seconds: (n: number) => string }>

const words: Readonly<Record<Lang, Words>> = {
  'zh-CN': {
    summary: '[语音]',
    play: '播放语音',
    pause: '暂停语音',
    seconds: (n) => ` ${n} 秒`,
    unplayed: '未播放',
    failed: '语音加载失败，点按重试',
    none: '语音地址无效',
  },
  en: {
    summary: '[Voice]',
    play: 'Play voice',
    pause: 'Pause voice',
    seconds: (n) => `, ${counted(n, 'second')}`,
    unplayed: 'Not played',
    failed: 'The voice did not load, tap to retry',
    none: 'The address of this voice is not valid',
  },
}

const loadParts = loadAgain(() => import('./voiceParts'))

export const voice: Kind<'VOICE', VoiceContent> = {
  type: 'VOICE',
  decode: ({ content, voiceLength }) =>
    content.trim() === '' ? undefined : { source: content.trim(), seconds: secondsOf(voiceLength) },
  summary: ({ seconds }, lang) => words[lang].summary + (seconds === null ? '' : ` ${seconds}″`),
  text: () => null,
  Body: VoiceBody,
  frame: 'bubble',
  samples:
    import.meta.env.MODE === 'production'
      ? []
      : [
          { content: '/mock-media/voice-4s.mp3', voiceLength: 4 },
          { content: '/mock-media/voice-4s.mp3', voiceLength: -1 },
          { content: '/mock-media/voice-4s.amr', voiceLength: 4 },
          { content: 'https://example.invalid/missing.mp3', voiceLength: 60 },
          { content: 'data:text/html,x', voiceLength: 7 },
        ],
}

/** Whole seconds from the API's undocumented unit; null for none (-1, 0) and for what no voice can be. */
export function secondsOf(voiceLength: number): number | null {
  if (voiceLength <= 0) return null
  const seconds = Math.max(1, Math.round(voiceLength > LARGEST_SECONDS ? voiceLength / 1000 : voiceLength))
  return seconds > LARGEST_SECONDS ? null : seconds
}

/** 80 px at 1 s, +9 px a second to 10 s, then +1.8 px, at most 251 px: what WeChat's users read as a length. */
export function bubbleWidth(seconds: number | null): number {
  const s = Math.max(1, seconds ?? 1)
  return Math.min(251, Math.round(80 + 9 * (Math.min(s, 10) - 1) + 1.8 * Math.max(0, s - 10)))
}

/** Beside the bubble. All of it is border: where colours are forced, grounds are not seen. */
const DOT = { top: 4, left: 'calc(100% + 8px)', border: '4px solid var(--color-danger)' }

function VoiceBody({ content, id, mine }: BodyProps<VoiceContent>) {
  const { lang, player } = usePorts()
  const playback = useSyncExternalStore(player.subscribe, () => player.playback(id))
  const measured = useSyncExternalStore(player.subscribe, () => player.duration(id))
  const isNew = useSyncExternalStore(player.subscribe, () => !mine && !player.isPlayed(id))
  const { phase } = playback
  const parts = useParts(phase)
  const say = words[lang]
  const { url, isComing } = useMedia(content.source)
  const seconds = content.seconds ?? (measured === null ? null : Math.max(1, Math.round(measured)))
  if (url === null && !isComing) return <span className="text-secondary">{say.none}</span>

  const busy = phase === 'playing' || phase === 'loading'
  const label = (busy ? say.pause : say.play) + (seconds === null ? '' : say.seconds(seconds))
  return (
    // the whole bubble takes the tap
    <span className={`relative -mx-3 -my-[9px] flex flex-col ${mine ? 'items-end' : 'items-start'}`}>
      <button
        type="button"
        aria-label={label}
        onClick={() => url !== null && player.toggle(id, url)}
        style={{ width: bubbleWidth(seconds) }}
        className={`flex min-h-11 items-center gap-2 px-3 py-[9px] tabular-nums pc:min-h-8 ${mine ? 'flex-row-reverse' : ''}`}
      >
        {parts ? <parts.VoiceIcon phase={phase} /> : <Play size={20} aria-hidden className="shrink-0" />}
        <span className="whitespace-nowrap">{seconds ?? '--'}″</span>
      </button>
      {isNew && (
        <span role="img" aria-label={say.unplayed} className="absolute h-2 w-2 rounded-full" style={DOT} />
      )}
      {parts && url !== null ? (
        <parts.VoiceParts {...{ playback, player, url, seconds, mine, lang }} />
      ) : (
        phase === 'failed' && <span role="status">{say.failed}</span>
      )}
    </span>
  )
}

/** What is shown beside the button: asked for as soon as there is something to show, and again where it did not arrive. */
function useParts(phase: string) {
  const [parts, setParts] = useState<typeof Parts | null>(null)
  useEffect(() => {
    if (phase !== 'idle' && !parts) loadParts().then(setParts, () => {})
  }, [phase, parts])
  return parts
}
