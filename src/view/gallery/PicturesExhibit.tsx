import { useRef, useState } from 'react'
import type { Lang } from '~/lib/lang'
import type { Prepared } from '~/lib/pictures/develop'
import { PictureParts } from '~/view/pictures/PictureParts'

/** Choosing pictures without a conversation: what would be sent stands beneath, with its bytes and its size. */
export function PicturesExhibit({ lang, label }: Readonly<{ lang: Lang; label: string }>) {
  const box = useRef<HTMLTextAreaElement>(null)
  const [sent, setSent] = useState<readonly Prepared[]>([])
  const send = (pictures: readonly Prepared[]) => setSent((now) => [...now, ...pictures])
  return (
    <>
      <div className="flex flex-wrap items-end gap-x-2 bg-panel px-3 py-2 pc:px-4">
        <textarea
          ref={box}
          aria-label={label}
          rows={1}
          className="min-h-11 min-w-0 flex-1 resize-none rounded-bubble border border-hairline bg-field px-3 py-[10px]"
        />
        <PictureParts box={box} lang={lang} device={innerWidth < 640 ? 'phone' : 'pc'} onSend={send} />
      </div>
      <ol className="px-3 pc:px-4">
        {sent.map((picture, i) => (
          // oxlint-disable-next-line react/no-array-index-key -- nothing is ever taken away
          <Sent key={i} picture={picture} />
        ))}
      </ol>
    </>
  )
}

function Sent({ picture: { file, name, width, height } }: Readonly<{ picture: Prepared }>) {
  const [address] = useState(() => URL.createObjectURL(file))
  return (
    <li className="py-2 text-note text-text">
      <img src={address} alt={name} className="w-full" />
      {`${name} ${width} × ${height} ${file.type} ${file.size}`}
    </li>
  )
}
