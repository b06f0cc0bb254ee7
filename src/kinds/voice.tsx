import { useSyncExternalStore } from 'react'
import { Download, LoaderCircle, Pause, Play } from 'lucide-react'
import type { Lang } from '~/lib/lang'
import type { BodyProps, Kind } from './kind'
import { usePorts } from './ports'

/** `seconds` is null where the message does not tell. */
type VoiceContent = Readonly<{ source: string; seconds: number | null }>

/** Values over 600 are milliseconds: WeChat ends a voice at 60 s, and the unit is not documented. */
const LARGEST_SECONDS = 600

const words = {
  'zh-CN': {
    summary: '[语音]',
    play: '播放语音',
    pause: '暂停语音',
    seconds: (n: number) => ` ${n} 秒`,
    amr: '暂时不能播放 AMR 格式的语音',
    unplayable: '语音加载失败或无法播放，点按重试',
    unreachable: '语音加载失败，点按重试',
    none: '语音地址无效',
    file: '下载文件',
  },
  en: {
    summary: '[Voice]',
    play: 'Play voice',
    pause: 'Pause voice',
    seconds: (n: number) => (n === 1 ? ', 1 second' : `, ${n} seconds`),
    amr: 'AMR voices cannot be played yet',
    unplayable: 'The voice did not load or cannot be played, tap to retry',
    unreachable: 'The voice did not load, tap to retry',
    none: 'The address of this voice is not valid',
    file: 'Download file',
  },
} satisfies Record<Lang, unknown>

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

function VoiceBody({ content, id, mine }: BodyProps<VoiceContent>) {
  const { lang, media, player } = usePorts()
  const playback = useSyncExternalStore(player.subscribe, () => player.playback(id))
  const measured = useSyncExternalStore(player.subscribe, () => player.duration(id))
  const say = words[lang]
  const url = media(content.source)
  const seconds = content.seconds ?? (measured === null ? null : Math.max(1, Math.round(measured)))
  if (url === null) return <span className="text-secondary">{say.none}</span>

  const busy = playback.phase === 'playing' || playback.phase === 'loading'
  const label = (busy ? say.pause : say.play) + (seconds === null ? '' : say.seconds(seconds))
  return (
    <span className={`flex flex-col gap-1 ${mine ? 'items-end' : 'items-start'}`}>
      <button
        type="button"
        aria-label={label}
        onClick={() => player.toggle(id, url)}
        style={{ width: bubbleWidth(seconds) }}
        // the whole bubble takes the tap
        className={`-mx-3 -my-[9px] flex min-h-11 items-center gap-2 px-3 py-[9px] tabular-nums pc:min-h-8 ${mine ? 'flex-row-reverse' : ''}`}
      >
        <VoiceIcon phase={playback.phase} />
        <span className="whitespace-nowrap">{seconds ?? '--'}″</span>
      </button>
      {playback.phase === 'failed' && (
        <span role="status" className={`flex flex-col text-note ${mine ? 'items-end' : 'items-start'}`}>
          {playback.reason === 'unreachable' ? say.unreachable : isAmr(url) ? say.amr : say.unplayable}
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
      )}
    </span>
  )
}

function VoiceIcon({ phase }: { phase: string }) {
  // a spinner only once it takes longer than one would notice; its place is taken from the start
  if (phase === 'loading')
    return (
      <span className="animate-soon">
        <LoaderCircle size={20} aria-hidden className="animate-spin motion-reduce:animate-none" />
      </span>
    )
  return phase === 'playing' ? <Pause size={20} aria-hidden /> : <Play size={20} aria-hidden />
}

const isAmr = (url: string) => new URL(url).pathname.toLowerCase().endsWith('.amr')
