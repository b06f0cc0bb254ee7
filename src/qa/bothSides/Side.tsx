import type { Ref } from 'react'

type Props = Readonly<{
  ref: Ref<HTMLIFrameElement>
  place: 'member' | 'saler'
  label: string
  address: string
}>

/** One side: its page in a frame, which leaves the panel to the page around it. */
export function Side({ ref, place, label, address }: Props) {
  return (
    <section aria-label={label} className={`qa-side qa-${place}`}>
      <h2>
        {label}
        <a href={address} target="_blank" rel="noopener noreferrer" aria-label={`${label} ↗`}>
          ↗
        </a>
      </h2>
      {/* oxlint-disable-next-line react/iframe-missing-sandbox -- our own page, which needs all that a sandbox would hold back */}
      <iframe
        ref={ref}
        data-qa-side
        title={label}
        src={address}
        allow="microphone; clipboard-read; clipboard-write; fullscreen"
      />
    </section>
  )
}
