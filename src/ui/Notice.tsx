import { CircleAlert, CircleCheck, WifiOff } from 'lucide-react'

export type NoticeTone = 'trouble' | 'offline' | 'good'

export type NoticeAction = Readonly<{ label: string; onClick: () => void }>

type NoticeProps = Readonly<{
  tone: NoticeTone
  text: string
  actions?: readonly NoticeAction[]
}>

const icons = { trouble: CircleAlert, offline: WifiOff, good: CircleCheck } as const

/** A line about the state of things, above what it is about. Never colour alone: a sign and words. */
export function Notice({ tone, text, actions }: NoticeProps) {
  const Icon = icons[tone]
  return (
    <div
      className={`flex flex-wrap items-center gap-x-2 border-b border-hairline bg-panel px-3 py-1 text-note pc:px-4 ${
        tone === 'good' ? 'text-accent' : 'text-waiting'
      }`}
    >
      <Icon size={16} aria-hidden className="shrink-0" />
      {/* in a narrow window, or with large text, what one can do stands below, together */}
      <span className="min-w-40 flex-1 py-1 break-anywhere">{text}</span>
      {actions && (
        <span className="ml-auto flex flex-wrap justify-end">
          {actions.map(({ label, onClick }, i) => (
            <button
              // oxlint-disable-next-line react/no-array-index-key -- the last keeps the focus where others come: it is the way back
              key={actions.length - i}
              type="button"
              onClick={onClick}
              className="min-h-11 min-w-11 shrink-0 pc:min-h-8 rounded-bubble px-2 font-bold text-accent underline hover:no-underline"
            >
              {label}
            </button>
          ))}
        </span>
      )}
    </div>
  )
}
